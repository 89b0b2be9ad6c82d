package io.diglot.nativeprotocol;

import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.pull.PullLimits;
import io.diglot.nativeprotocol.settings.DelayLevels;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the broker speaks RocketMQ's protocol, with RocketMQ's key names.
 *
 * @param clusterName {@code brokerClusterName} (DefaultCluster)
 * @param brokerName {@code brokerName} (broker-a)
 * @param brokerId {@code brokerId} (0)
 * @param advertised the address that clients are told to dial, by the key for the IP address
 * @param listen where to listen: the port is {@code listenPort} (10911), 0 takes a free one
 * @param vipChannel whether the port less 2 is listened on too, as clients with the "VIP channel"
 *     want it
 * @param delayLevels {@code messageDelayLevel}
 * @param maxMessageSize {@code maxMessageSize} (4 MiB): bytes in a body at most
 * @param pullLimits {@code maxTransferCountOnMessageInMemory} (32) and {@code
 *     maxTransferBytesOnMessageInMemory} (256 KiB)
 * @param networkThreads threads for connections
 */
public record NativeConfig(
    String clusterName,
    String brokerName,
    int brokerId,
    InetAddress advertised,
    InetSocketAddress listen,
    boolean vipChannel,
    DelayLevels delayLevels,
    int maxMessageSize,
    PullLimits pullLimits,
    int networkThreads) {
  private static final int MAX_NETWORK_THREADS = 8;

  /** Checks the ranges. */
  public NativeConfig {
    if (clusterName.isBlank() || brokerName.isBlank() || brokerId < 0) {
      throw new IllegalArgumentException(
          "broker " + clusterName + "/" + brokerName + "/" + brokerId + " has no proper name");
    }
    if (maxMessageSize < 1 || networkThreads < 1) {
      throw new IllegalArgumentException(
          "maxMessageSize " + maxMessageSize + ", network threads " + networkThreads);
    }
  }

  /**
   * The configuration with standard limits. With port 0 the VIP channel is left out.
   *
   * @param brokerIp an address or a name, looked up once now
   * @param listen where to listen
   * @throws UnknownHostException if the name is not known
   */
  public static NativeConfig of(
      String clusterName,
      String brokerName,
      int brokerId,
      String brokerIp,
      InetSocketAddress listen,
      List<Duration> delayLevels,
      int maxMessageSize)
      throws UnknownHostException {
    return new NativeConfig(
        clusterName,
        brokerName,
        brokerId,
        address(brokerIp),
        listen,
        listen.getPort() > 2,
        new DelayLevels(delayLevels),
        maxMessageSize,
        PullLimits.STANDARD,
        Math.min(MAX_NETWORK_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors())));
  }

  /** What the tools are shown of it, by key. */
  Map<String, String> shown() {
    return Map.of(
        "brokerClusterName",
        clusterName,
        "brokerName",
        brokerName,
        "brokerId",
        Integer.toString(brokerId),
        "brokerIP1",
        advertised.getHostAddress(),
        "listenPort",
        Integer.toString(listen.getPort()),
        "maxMessageSize",
        Integer.toString(maxMessageSize),
        "brokerPermission",
        "6");
  }

  StoredHost advertisedHost() {
    return new StoredHost(advertised, listen.getPort());
  }

  private static InetAddress address(String text) throws UnknownHostException {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(text);
    return literal != null ? literal : InetAddress.getAllByName(text)[0];
  }
}
