package io.diglot.nameserver;

import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RemotingLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Keeps a broker registered with every nameserver of a list: every 30 seconds, at once when told
 * that its topics changed, and again soon after a failure. Each nameserver is on its own: one that
 * is down delays no other. Everything happens on one thread of its own, which also looks names up.
 */
public final class BrokerRegistration implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final EventLoops loops = new EventLoops("registration", 1);
  private final ScheduledExecutorService thread = loops.scheduler();
  private final RemotingClient client =
      new RemotingClient(loops, RemotingLimits.standard(), List.of(), CONNECT_TIMEOUT);
  private final List<NameServerLink> links = new ArrayList<>();

  /**
   * Does nothing yet.
   *
   * @param nameservers where to register; see {@link #addresses}
   * @param description asked on this object's thread for each registration; must not block for long
   */
  public BrokerRegistration(
      List<InetSocketAddress> nameservers, Supplier<BrokerDescription> description) {
    for (InetSocketAddress address : nameservers) {
      links.add(new NameServerLink(address, client, thread, description));
    }
  }

  /**
   * Reads a list as {@code namesrvAddr} has it: {@code host:port}, separated by semicolons.
   *
   * @throws IllegalArgumentException if something in it is no address
   */
  public static List<InetSocketAddress> addresses(String nameservers) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String address : nameservers.split(";", -1)) {
      if (!address.isBlank()) {
        addresses.add(address(address.trim()));
      }
    }
    return addresses;
  }

  /** Begins; the future completes when every nameserver was tried once, whatever came of it. */
  public CompletableFuture<Void> start() {
    changed();
    return CompletableFuture.allOf(
        links.stream().map(NameServerLink::tried).toArray(CompletableFuture[]::new));
  }

  /** The topics changed: registers at once. Any thread may call it, as often as it likes. */
  public void changed() {
    thread.execute(() -> links.forEach(NameServerLink::register));
  }

  /**
   * Unregisters wherever it is registered, waiting a few seconds at most, and stops. Not to be
   * called on a network thread.
   */
  @Override
  public void close() {
    CompletableFuture<?>[] last =
        links.stream()
            .map(
                link ->
                    CompletableFuture.completedFuture(link)
                        .thenComposeAsync(NameServerLink::unregister, thread))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(last).join();
    client.close();
    loops.close();
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon > 0) {
        int port = Integer.parseInt(text.substring(colon + 1));
        return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not host:port: " + text, e);
    }
    throw new IllegalArgumentException("not host:port: " + text);
  }
}
