package io.diglot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** In how large pieces a log is allocated. */
class PiecesTest {
  private static final long BEGIN = 1L << 40;
  private static final long MUCH = BEGIN + Pieces.LARGE;

  @Test
  void areSmallWhereLittleComes() {
    Pieces pieces = new Pieces(false, BEGIN);
    assertEquals(Pieces.SMALL, pieces.size(BEGIN));
    assertEquals(Pieces.SMALL, pieces.size(MUCH - 1));
    pieces.flushing(MUCH - 1);
    assertEquals(Pieces.SMALL, pieces.size(MUCH));
  }

  @Test
  void areLargeAsSoonAsMuchCame() {
    Pieces pieces = new Pieces(false, BEGIN);
    assertEquals(Pieces.LARGE, pieces.size(MUCH));
  }

  @Test
  void areLargeAsLongAsThatMuchComesBetweenTwoFlushes() {
    Pieces pieces = new Pieces(false, BEGIN);
    pieces.flushing(MUCH);
    assertEquals(Pieces.LARGE, pieces.size(MUCH));
    pieces.flushing(MUCH + 1);
    assertEquals(Pieces.SMALL, pieces.size(MUCH + 1));
  }

  @Test
  void areSmallWhereAppendsWaitForTheLogToBeForced() {
    Pieces pieces = new Pieces(true, BEGIN);
    assertEquals(Pieces.SMALL, pieces.size(MUCH));
    pieces.flushing(MUCH);
    assertEquals(Pieces.SMALL, pieces.size(MUCH));
  }
}
