package io.diglot.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.diglot.core.model.Limits;
import io.diglot.core.queue.machine.ProducerSequence;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProducerViewTest {
  private static final long QUEUE = 1L << 32;

  @Test
  void aSnapshotKeepsWhatIsNotExpired() throws IOException {
    ProducerView view = view();
    view.apply(frame(7, 3, 0, 100, 40));
    view.apply(frame(8, 0, 5, 100, 48));
    view.apply(frame(8, 0, 6, 1050, 56));
    view.apply(frame(9, 0, 0, 1101, 64));
    ProducerView loaded = copy(view);
    assertNull(loaded.table(QUEUE).find(7));
    assertNotNull(loaded.table(QUEUE).find(9));
    ProducerSequence kept = loaded.table(QUEUE).find(8);
    assertEquals(2, kept.count());
    assertEquals(ProducerSequence.Verdict.DUPLICATE, kept.judge((short) 0, 5, 5));
    assertEquals(ProducerSequence.Verdict.NEXT, kept.judge((short) 0, 7, 7));
    assertEquals(56, kept.position(kept.find(6, 6)));
  }

  @Test
  void aStoredCopyOfAnOldBatchChangesNothing() {
    ProducerView view = view();
    view.apply(frame(7, 0, 0, 100, 40));
    view.apply(frame(7, 0, 1, 100, 48));
    view.apply(frame(7, 0, 0, 100, 56));
    ProducerSequence known = view.table(QUEUE).find(7);
    assertEquals(2, known.count());
    assertEquals(ProducerSequence.Verdict.NEXT, known.judge((short) 0, 2, 2));
  }

  private static ProducerView view() {
    Limits limits = new Limits(1, 1, 1, 1, 1, 1, 100);
    return new ProducerView(new TestFrames(), Duration.ofSeconds(1), limits);
  }

  private static ProducerView copy(ProducerView view) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      view.save(out);
    }
    ProducerView loaded = view();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      loaded.load(in);
      assertEquals(-1, in.read());
    }
    return loaded;
  }

  private static Frame frame(long producerId, int epoch, int sequence, long time, long position) {
    FrameDraft draft =
        TestFrames.marked(
            QUEUE, new ProducerStamp(producerId, (short) epoch, sequence, sequence), time);
    return new Frame(draft.kind(), QUEUE, position, position, 1, 0, time, time, draft.payload());
  }
}
