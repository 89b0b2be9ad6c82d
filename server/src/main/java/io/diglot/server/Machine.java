package io.diglot.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the broker asks the machine. */
final class Machine {
  private Machine() {}

  /** Bytes of memory that the machine, or the container, has. */
  static long physicalMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
