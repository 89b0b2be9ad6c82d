package io.diglot.benchmarks.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  @Test
  void doesNotCompress() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(new Payloads(1024, 7).take());
      deflater.finish();
      assertTrue(deflater.deflate(new byte[2048]) >= 1024);
    } finally {
      deflater.end();
    }
  }

  @Test
  void keepsItsStamp() {
    byte[] value = new Payloads(64, 7).stamped(0x1122_3344_5566_77ffL);
    assertEquals(64, value.length);
    assertEquals(0x1122_3344_5566_77ffL, Payloads.stamp(value));
  }
}
