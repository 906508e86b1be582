// The desk with scripts: its parts, each a module of its own.
import "./desk-keys.js";
import "./desk-acts.js";
import "./desk-list.js";
import "./desk-live.js";
import "./desk-unread.js";
import "./desk-further.js";
