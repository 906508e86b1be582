"""What stories are grouped by, learnt of items whose stories are known. No part of what runs."""
