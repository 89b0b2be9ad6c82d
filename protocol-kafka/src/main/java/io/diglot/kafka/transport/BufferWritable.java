package io.diglot.kafka.transport;

import io.diglot.kafka.api.RecordSlices;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Writable;
import org.apache.kafka.common.record.internal.BaseRecords;

/**
 * Takes a message's fields into one buffer and its record bytes, uncopied, between pieces of that
 * buffer. Not thread-safe.
 */
final class BufferWritable implements Writable {
  private final ByteBuf fields;
  private final List<ByteBuffer> parts = new ArrayList<>();

  /** Where the piece that is being written began. */
  private int pieceStart;

  /** Writes the fields into a direct buffer that need not grow. The buffer stays the caller's. */
  BufferWritable(ByteBuf fields) {
    this.fields = fields;
    this.pieceStart = fields.readerIndex();
  }

  /** What was written, in order, in views of their own; valid as long as the buffer is held. */
  List<ByteBuffer> finish() {
    cut();
    return parts;
  }

  @Override
  public void writeByte(byte val) {
    fields.writeByte(val);
  }

  @Override
  public void writeShort(short val) {
    fields.writeShort(val);
  }

  @Override
  public void writeInt(int val) {
    fields.writeInt(val);
  }

  @Override
  public void writeLong(long val) {
    fields.writeLong(val);
  }

  @Override
  public void writeDouble(double val) {
    fields.writeDouble(val);
  }

  @Override
  public void writeByteArray(byte[] arr) {
    fields.writeBytes(arr);
  }

  @Override
  public void writeUnsignedVarint(int i) {
    int rest = i;
    while ((rest & ~0x7f) != 0) {
      fields.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    fields.writeByte(rest);
  }

  @Override
  public void writeByteBuffer(ByteBuffer buf) {
    fields.writeBytes(buf.duplicate());
  }

  @Override
  public void writeVarint(int i) {
    writeUnsignedVarint((i << 1) ^ (i >> 31));
  }

  @Override
  public void writeVarlong(long i) {
    long rest = (i << 1) ^ (i >> 63);
    while ((rest & ~0x7fL) != 0) {
      fields.writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    fields.writeByte((int) rest);
  }

  @Override
  public void writeRecords(BaseRecords records) {
    if (records.sizeInBytes() == 0) {
      return;
    }
    if (!(records instanceof RecordSlices row)) {
      throw new IllegalArgumentException("records of " + records.getClass());
    }
    cut();
    for (ByteBuffer slice : row.slices()) {
      parts.add(slice.duplicate());
    }
  }

  private void cut() {
    int length = fields.writerIndex() - pieceStart;
    if (length > 0) {
      parts.add(fields.nioBuffer(pieceStart, length));
      pieceStart = fields.writerIndex();
    }
  }
}
