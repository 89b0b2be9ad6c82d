package io.diglot.kafka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.kafka.records.NativeBatches.Converted;
import io.diglot.kafka.records.NativeBatches.Span;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpectedBatchesTest {
  private long seconds;
  private final ExpectedBatches expected =
      new ExpectedBatches(100, () -> Instant.ofEpochSecond(seconds));

  @Test
  void eachIsTakenOnce() {
    Converted converted = batch(40);
    make(new Span(1, 2), converted);
    assertNull(expected.take(new Span(1, 3)));
    assertSame(converted, expected.take(new Span(1, 2)));
    assertNull(expected.take(new Span(1, 2)));
    assertEquals(1, converted.batch().refCnt());
    assertTrue(hasRoom(100));
  }

  @Test
  void whatIsExpectedIsNotPushedOut() {
    Converted first = batch(60);
    Converted second = batch(41);
    make(new Span(1, 2), first);
    assertFalse(hasRoom(41));
    make(new Span(3, 4), second);
    assertEquals(0, second.batch().refCnt());
    assertNull(expected.take(new Span(3, 4)));
    assertSame(first, expected.take(new Span(1, 2)));
  }

  @Test
  void whatNobodyTookMakesRoomAfterAWhile() {
    Converted first = batch(60);
    make(new Span(1, 2), first);
    seconds = 9;
    Converted second = batch(40);
    make(new Span(3, 4), second);
    assertFalse(hasRoom(1));
    seconds = 10;
    assertTrue(hasRoom(60));
    assertEquals(0, first.batch().refCnt());
    assertFalse(hasRoom(61));
    assertSame(second, expected.take(new Span(3, 4)));
  }

  @Test
  void theSameAgainReplacesWhatWasThere() {
    Converted first = batch(60);
    Converted again = batch(60);
    make(new Span(1, 2), first);
    make(new Span(1, 2), again);
    assertEquals(0, first.batch().refCnt());
    assertSame(again, expected.take(new Span(1, 2)));
  }

  @Test
  void allIsGivenUpAtTheEnd() {
    Converted converted = batch(60);
    make(new Span(1, 2), converted);
    expected.clear();
    assertEquals(0, converted.batch().refCnt());
    assertTrue(hasRoom(100));
  }

  @Test
  void whatSomebodyCameForWhileItWasMadeIsNotKept() {
    Span span = new Span(1, 2);
    Converted converted = batch(60);
    assertTrue(expected.begin(span, 60));
    assertNull(expected.take(span));
    expected.put(span, converted);
    assertEquals(0, converted.batch().refCnt());
    assertNull(expected.take(span));
    assertTrue(hasRoom(100));
  }

  @Test
  void whatCouldNotBeMadeIsForgotten() {
    Span span = new Span(1, 2);
    Converted converted = batch(60);
    assertTrue(expected.begin(span, 60));
    expected.abandon(span);
    expected.put(span, converted);
    assertEquals(0, converted.batch().refCnt());
    assertTrue(hasRoom(100));
  }

  private boolean hasRoom(long bytes) {
    Span probe = new Span(-1, -1);
    boolean hasRoom = expected.begin(probe, bytes);
    expected.abandon(probe);
    return hasRoom;
  }

  private void make(Span span, Converted converted) {
    expected.begin(span, 0);
    expected.put(span, converted);
  }

  private static Converted batch(int size) {
    return new Converted(Unpooled.buffer(size, size), 1);
  }
}
