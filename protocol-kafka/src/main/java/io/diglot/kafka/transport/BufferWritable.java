package io.diglot.kafka.transport;

import io.diglot.kafka.api.RecordSlices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Writable;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * Takes a message's fields into one buffer and its record bytes, uncopied, between slices of that
 * buffer. Not thread-safe.
 */
final class BufferWritable implements Writable {
  private final ByteBuf fields;
  private final List<ByteBuf> parts = new ArrayList<>();

  /** Where the slice that is being written began. */
  private int sliceStart;

  /** Writes the fields from the buffer's writer index on. The buffer stays the caller's. */
  BufferWritable(ByteBuf fields) {
    this.fields = fields;
    this.sliceStart = fields.readerIndex();
  }

  /** What was written, in order; each part holds the buffer on its own. */
  List<ByteBuf> finish() {
    cut();
    return parts;
  }

  /** Lets go of what was written, instead of {@link #finish}. */
  void discard() {
    parts.forEach(ByteBuf::release);
    parts.clear();
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
    cut();
    if (records instanceof RecordSlices slices) {
      for (ByteBuffer slice : slices.slices()) {
        parts.add(Unpooled.wrappedBuffer(slice));
      }
    } else if (records instanceof MemoryRecords memory) {
      parts.add(Unpooled.wrappedBuffer(memory.buffer()));
    } else {
      throw new IllegalArgumentException("records of " + records.getClass());
    }
  }

  private void cut() {
    int length = fields.writerIndex() - sliceStart;
    if (length > 0) {
      parts.add(fields.retainedSlice(sliceStart, length));
      sliceStart = fields.writerIndex();
    }
  }
}
