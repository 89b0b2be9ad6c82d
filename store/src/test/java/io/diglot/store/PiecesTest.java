package io.diglot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.store.LogConfig.Durability;
import org.junit.jupiter.api.Test;

/** In how large pieces a log is allocated. */
class PiecesTest {
  private static final long BEGIN = 1L << 40;

  @Test
  void areSmallBeforeAnythingCame() {
    Pieces pieces = new Pieces(Durability.ASYNC_FLUSH, BEGIN);
    assertEquals(Pieces.SMALL, pieces.size());
    pieces.flushing(BEGIN);
    assertEquals(Pieces.SMALL, pieces.size());
  }

  @Test
  void areLargeAsLongAsThatMuchComesBetweenTwoFlushes() {
    Pieces pieces = new Pieces(Durability.ASYNC_FLUSH, BEGIN);
    pieces.flushing(BEGIN + Pieces.LARGE);
    assertEquals(Pieces.LARGE, pieces.size());
    pieces.flushing(BEGIN + 2L * Pieces.LARGE - 1);
    assertEquals(Pieces.SMALL, pieces.size());
  }

  @Test
  void areSmallWhereAppendsWaitForTheDisk() {
    Pieces pieces = new Pieces(Durability.SYNC_FLUSH, BEGIN);
    pieces.flushing(BEGIN + 10L * Pieces.LARGE);
    assertEquals(Pieces.SMALL, pieces.size());
  }
}
