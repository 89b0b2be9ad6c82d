package io.diglot.server;

import com.sun.management.OperatingSystemMXBean;
import io.diglot.server.config.Machine;
import java.lang.management.ManagementFactory;

/** Asks the machine that this process runs on. */
final class ThisMachine {
  private ThisMachine() {}

  static Machine measure() {
    return new Machine(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory());
  }
}
