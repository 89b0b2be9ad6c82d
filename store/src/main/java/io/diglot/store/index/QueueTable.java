package io.diglot.store.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Start and end offset of every queue. One writer at a time; readers take no lock. A queue that
 * ever had a record stays here for good, since its next offset must not be forgotten.
 */
public final class QueueTable {

  private final LongMap<Ends> queues = new LongMap<>();

  /** The offset that the queue's next record gets; 0 for a queue that never had one. */
  public long end(long queue) {
    Ends ends = queues.get(queue);
    return ends == null ? 0 : (long) Ends.END.getAcquire(ends);
  }

  /** Offset of the queue's first readable record; 0 for a queue that never had one. */
  public long start(long queue) {
    Ends ends = queues.get(queue);
    return ends == null ? 0 : (long) Ends.START.getAcquire(ends);
  }

  /** Moves a queue's end after the records of a frame. Only the writer. */
  public void extend(long queue, long endOffset) {
    Ends ends = queues.get(queue);
    if (ends == null) {
      ends = new Ends(queue);
      Ends.END.setRelease(ends, endOffset);
      queues.add(ends);
    } else {
      Ends.END.setRelease(ends, endOffset);
    }
  }

  /** Moves a queue's start forward, to at most its end; never back. Only the writer. */
  public void trim(long queue, long startOffset) {
    Ends ends = queues.get(queue);
    if (ends != null) {
      long start = Math.min(startOffset, (long) Ends.END.getAcquire(ends));
      if (start > (long) Ends.START.getAcquire(ends)) {
        Ends.START.setRelease(ends, start);
      }
    }
  }

  /** Lets every queue start at its end, until {@link #beginAt} says otherwise. Only recovery. */
  public void emptyAll() {
    queues.forEach(ends -> Ends.START.setRelease(ends, (long) Ends.END.getAcquire(ends)));
  }

  /** Lets a queue start at an offset when it started later. Only recovery. */
  public void beginAt(long queue, long startOffset) {
    Ends ends = queues.get(queue);
    if (ends != null && startOffset < (long) Ends.START.getAcquire(ends)) {
      Ends.START.setRelease(ends, startOffset);
    }
  }

  /** Writes the end of every queue. Only the writer. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(queues.size());
    IOException[] failure = new IOException[1];
    queues.forEach(
        ends -> {
          try {
            out.writeLong(ends.key());
            out.writeLong((long) Ends.END.getAcquire(ends));
          } catch (IOException e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  /** Takes saved ends into an empty table. Only recovery. */
  public void load(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      extend(in.readLong(), in.readLong());
    }
  }

  private static final class Ends implements LongMap.Keyed {
    static final VarHandle START;
    static final VarHandle END;

    static {
      try {
        START = MethodHandles.lookup().findVarHandle(Ends.class, "start", long.class);
        END = MethodHandles.lookup().findVarHandle(Ends.class, "end", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final long queue;

    @SuppressWarnings("unused") // through the handle
    private long start;

    @SuppressWarnings("unused") // through the handle
    private long end;

    Ends(long queue) {
      this.queue = queue;
    }

    @Override
    public long key() {
      return queue;
    }
  }
}
