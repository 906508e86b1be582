import numpy as np
import pytest

from monitor.topics.encoder.base_file import BaseFile, packed, unpacked


def test_numbers_of_four_bits_come_back_within_a_step():
    rows = np.random.default_rng(3).normal(size=(6, 64)).astype(np.float32)
    back = unpacked(packed(rows))
    assert back.shape == rows.shape
    step = np.abs(rows.reshape(-1, 32)).max(1) / 7
    assert (np.abs(back - rows).reshape(-1, 32).max(1) <= step).all()


def test_what_four_bits_can_hold_comes_back_unchanged():
    rows = np.tile(np.arange(-8, 8, dtype=np.float32), 4).reshape(2, 32) * 0.25
    assert (unpacked(packed(rows)) == rows).all()


def test_nothing_but_noughts_stays_nought():
    assert not unpacked(packed(np.zeros((1, 32), np.float32))).any()


def test_a_file_of_another_kind_is_refused_by_name(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"other\.bin is no model"):
        BaseFile(tmp_path / "other.bin")
