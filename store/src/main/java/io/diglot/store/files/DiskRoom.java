package io.diglot.store.files;

import io.diglot.store.SegmentStore.NoRoomException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a full disk from a broken one. */
final class DiskRoom {

  private DiskRoom() {}

  /**
   * The error to throw for one that a write of so many bytes to a file met. Java has no type for
   * "no space": the system's text says so, or else the room that is left.
   */
  static IOException explain(IOException error, Path file, long bytes) {
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota") || roomFor(file) < bytes) {
      return new NoRoomException("no room for " + bytes + " bytes of " + file, error);
    }
    return error;
  }

  private static long roomFor(Path file) {
    try {
      return Files.getFileStore(file.resolveSibling(".")).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }
}
