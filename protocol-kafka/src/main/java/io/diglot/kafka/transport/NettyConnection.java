package io.diglot.kafka.transport;

import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.Connection;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A connection on a Netty channel. */
final class NettyConnection implements Connection {
  private final long number;
  private final Channel channel;
  private final BrokerNode broker;
  private volatile ClientSoftware software = ClientSoftware.UNKNOWN;

  NettyConnection(long number, Channel channel, BrokerNode broker) {
    this.number = number;
    this.channel = channel;
    this.broker = broker;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String clientHost() {
    return channel.remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? "/" + address.getAddress().getHostAddress()
        : "/unknown";
  }

  @Override
  public BrokerNode broker() {
    return broker;
  }

  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public ClientSoftware software() {
    return software;
  }

  @Override
  public void introduce(ClientSoftware introduced) {
    software = introduced;
  }

  @Override
  public void execute(Runnable task) {
    channel.eventLoop().execute(task);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    Future<?> pending = channel.eventLoop().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public String toString() {
    return "Kafka connection " + number + " of " + channel.remoteAddress();
  }
}
