package io.diglot.benchmarks.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
  @Test
  void addsTheFourTimesAfterAnyName() {
    String stat = "42 (a ) b) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 30 20 20 0 9 0 100";
    assertEquals(3.5, ProcFiles.cpuSeconds(stat));
  }

  @Test
  void readsKibibytes() {
    assertEquals(2048, ProcFiles.bytes(List.of("VmPeak:\t 9 kB", "VmRSS:\t    2 kB"), "VmRSS:"));
  }

  @Test
  void seesThisProcess() throws IOException {
    Usage usage = ProcFiles.ofTree(ProcessHandle.current());
    assertTrue(usage.cpuSeconds() > 0 && usage.residentBytes() > usage.anonymousBytes());
  }
}
