package io.diglot.remoting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that the members and fields of most headers have, so that reading one makes no new
 * text. A name that is missing here costs a little time and nothing else.
 */
final class FieldNames {
  private static final List<String> NAMES =
      List.of(
          // every header
          "code",
          "extFields",
          "flag",
          "language",
          "opaque",
          "remark",
          "serializeTypeCurrentRPC",
          "version",
          // SEND_MESSAGE_V2
          "a",
          "b",
          "c",
          "d",
          "e",
          "f",
          "g",
          "h",
          "i",
          "j",
          "k",
          "l",
          "m",
          "n",
          // PULL_MESSAGE, and of many others
          "brokerName",
          "commitOffset",
          "consumerGroup",
          "expressionType",
          "group",
          "maxMsgBytes",
          "maxMsgNums",
          "producerGroup",
          "queueId",
          "queueOffset",
          "subVersion",
          "subscription",
          "suspendTimeoutMillis",
          "sysFlag",
          "topic");

  private static final int SLOTS = 256;

  /** By hash, the next free slot if it is taken; three quarters and more are empty. */
  private static final String[] TABLE = new String[SLOTS];

  static {
    for (String name : NAMES) {
      TABLE[freeSlot(name)] = name;
    }
  }

  private FieldNames() {}

  private static int freeSlot(String name) {
    int slot = name.hashCode() & (SLOTS - 1);
    while (TABLE[slot] != null && !TABLE[slot].equals(name)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  /** The hash of a text that is one ASCII character longer: that of {@link String#hashCode}. */
  static int hash(int hash, byte next) {
    return 31 * hash + next;
  }

  /** The name that stands there and has that hash, if it is known. */
  static @Nullable String find(byte[] bytes, int from, int to, int hash) {
    int slot = hash & (SLOTS - 1);
    String name = TABLE[slot];
    while (name != null && !isAt(name, bytes, from, to)) {
      slot = (slot + 1) & (SLOTS - 1);
      name = TABLE[slot];
    }
    return name;
  }

  private static boolean isAt(String name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] != name.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }
}
