package io.diglot.store;

import io.diglot.store.index.QueueTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The views as of a position: FORMAT.md, "Snapshot". */
final class Snapshot {

  private static final long MAGIC = 0x4449474C4F543156L; // "DIGLOT1V"
  private static final String QUEUES = "queue-ends";

  private final long position;
  private final long lastStoreTimestamp;
  private final Map<String, byte[]> sections;

  private Snapshot(long position, long lastStoreTimestamp, Map<String, byte[]> sections) {
    this.position = position;
    this.lastStoreTimestamp = lastStoreTimestamp;
    this.sections = sections;
  }

  /** Encodes the views as they are. Under the log's lock. */
  static ByteBuffer encode(
      long position, long lastStoreTimestamp, QueueTable queues, List<View> views)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeLong(position);
    out.writeLong(lastStoreTimestamp);
    out.writeInt(views.size() + 1);
    writeSection(out, QUEUES, queues::save);
    for (View view : views) {
      writeSection(out, view.name(), view::save);
    }
    int body = bytes.size();
    out.writeInt(0);
    byte[] whole = bytes.toByteArray();
    return ByteBuffer.wrap(whole).putInt(body, checksum(whole, body));
  }

  private static void writeSection(DataOutputStream out, String name, Saver saver)
      throws IOException {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    saver.save(new DataOutputStream(section));
    out.writeUTF(name);
    out.writeInt(section.size());
    section.writeTo(out);
  }

  /** Takes the content of a snapshot file, if it is one for that position and undamaged. */
  static Optional<Snapshot> decode(ByteBuffer content, long position) {
    byte[] bytes = new byte[content.limit()];
    content.get(0, bytes);
    int body = bytes.length - Integer.BYTES;
    if (body < 28 || content.getInt(body) != checksum(bytes, body)) {
      return Optional.empty();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
    try {
      if (in.readLong() != MAGIC || in.readLong() != position) {
        return Optional.empty();
      }
      long lastStoreTimestamp = in.readLong();
      Map<String, byte[]> sections = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        sections.put(name, in.readNBytes(in.readInt()));
      }
      return Optional.of(new Snapshot(position, lastStoreTimestamp, sections));
    } catch (IOException endsEarly) {
      return Optional.empty();
    }
  }

  long position() {
    return position;
  }

  long lastStoreTimestamp() {
    return lastStoreTimestamp;
  }

  /** Whether every view has its section: if not, it is newer than the snapshot and must replay. */
  boolean serves(List<View> views) {
    return sections.containsKey(QUEUES)
        && views.stream().allMatch(view -> sections.containsKey(view.name()));
  }

  /** Puts the views back to where they were; of a snapshot that {@link #serves} them. */
  void restore(QueueTable queues, List<View> views) throws IOException {
    queues.load(section(QUEUES));
    for (View view : views) {
      view.load(section(view.name()));
    }
  }

  private DataInputStream section(String name) throws IOException {
    byte[] bytes = sections.get(name);
    if (bytes == null) {
      throw new IOException("the snapshot has no section " + name);
    }
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  @FunctionalInterface
  private interface Saver {
    void save(DataOutputStream out) throws IOException;
  }
}
