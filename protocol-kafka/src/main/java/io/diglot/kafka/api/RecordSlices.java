package io.diglot.kafka.api;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.RecordsSend;

/**
 * Record batches as they lie in the log: a row of buffers that are written one after the other,
 * uncopied. For responses only; whoever puts it into a {@link Reply.Answer} keeps the bytes valid
 * until the answer's release.
 */
public final class RecordSlices implements BaseRecords {

  /** No records. */
  public static final RecordSlices EMPTY = new RecordSlices(List.of());

  private final List<ByteBuffer> slices;
  private final int size;

  /**
   * The bytes between position and limit of the buffers, in order.
   *
   * @throws IllegalArgumentException if one is on the heap: the system sends from direct memory
   */
  public RecordSlices(List<ByteBuffer> slices) {
    this.slices = List.copyOf(slices);
    int bytes = 0;
    for (ByteBuffer slice : slices) {
      if (!slice.isDirect()) {
        throw new IllegalArgumentException("a slice on the heap");
      }
      bytes += slice.remaining();
    }
    this.size = bytes;
  }

  /** The buffers; not to be moved. */
  public List<ByteBuffer> slices() {
    return slices;
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  /** Not supported: the transport writes the slices itself. */
  @Override
  public RecordsSend<? extends BaseRecords> toSend() {
    throw new UnsupportedOperationException();
  }
}
