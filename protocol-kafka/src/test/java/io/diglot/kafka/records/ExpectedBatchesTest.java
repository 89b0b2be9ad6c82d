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
    expected.put(new Span(1, 2), converted);
    assertNull(expected.take(new Span(1, 3)));
    assertSame(converted, expected.take(new Span(1, 2)));
    assertNull(expected.take(new Span(1, 2)));
    assertEquals(1, converted.batch().refCnt());
    assertTrue(expected.hasRoom(100));
  }

  @Test
  void whatIsExpectedIsNotPushedOut() {
    Converted first = batch(60);
    Converted second = batch(41);
    expected.put(new Span(1, 2), first);
    assertFalse(expected.hasRoom(41));
    expected.put(new Span(3, 4), second);
    assertEquals(0, second.batch().refCnt());
    assertNull(expected.take(new Span(3, 4)));
    assertSame(first, expected.take(new Span(1, 2)));
  }

  @Test
  void whatNobodyTookMakesRoomAfterAWhile() {
    Converted first = batch(60);
    expected.put(new Span(1, 2), first);
    seconds = 9;
    Converted second = batch(40);
    expected.put(new Span(3, 4), second);
    assertFalse(expected.hasRoom(1));
    seconds = 10;
    assertTrue(expected.hasRoom(60));
    assertEquals(0, first.batch().refCnt());
    assertFalse(expected.hasRoom(61));
    assertSame(second, expected.take(new Span(3, 4)));
  }

  @Test
  void theSameAgainReplacesWhatWasThere() {
    Converted first = batch(60);
    Converted again = batch(60);
    expected.put(new Span(1, 2), first);
    expected.put(new Span(1, 2), again);
    assertEquals(0, first.batch().refCnt());
    assertSame(again, expected.take(new Span(1, 2)));
  }

  @Test
  void allIsGivenUpAtTheEnd() {
    Converted converted = batch(60);
    expected.put(new Span(1, 2), converted);
    expected.clear();
    assertEquals(0, converted.batch().refCnt());
    assertTrue(expected.hasRoom(100));
  }

  private static Converted batch(int size) {
    return new Converted(Unpooled.buffer(size, size), 1);
  }
}
