package io.diglot.compat.peer;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Makes peers that run in a child JVM, with a class path of their own: other releases of the
 * clients.
 */
public final class ChildPeer {
  private static final int END_SECONDS = 10;

  /** A client that never comes back is ended, which ends the call too. */
  private static final Executor PATIENCE = CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES);

  private final Process process;
  private final ObjectOutputStream calls;
  private final ObjectInputStream replies;

  private ChildPeer(Process process) throws IOException {
    this.process = process;
    this.calls = new ObjectOutputStream(process.getOutputStream());
    calls.flush();
    this.replies = new ObjectInputStream(process.getInputStream());
  }

  /**
   * Starts a peer.
   *
   * @param kind {@code kafka} or {@code rocketmq}
   * @param address bootstrap server or name server
   * @param classPath the client library
   * @param log where the client's own output goes
   */
  public static Peer start(String kind, String address, String classPath, java.nio.file.Path log) {
    String tests = ChildPeer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<String> command = new ArrayList<>();
    command.add(java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    command.add("-Drocketmq.client.logRoot=" + log.getParent());
    command.addAll(List.of("-cp", tests + java.io.File.pathSeparator + classPath));
    command.addAll(List.of(PeerMain.class.getName(), kind, address));
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      return new ChildPeer(process).proxy(Peer.class, 0);
    } catch (IOException e) {
      throw new PeerException(e);
    }
  }

  private <T> T proxy(Class<T> type, int number) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return type.getSimpleName() + " in process " + process.pid();
          }
          RemoteCall.Reply reply = call(RemoteCall.of(number, method, arguments));
          if (reply.object() >= 0) {
            return proxy(method.getReturnType(), reply.object());
          }
          if (number == 0 && method.getName().equals("close")) {
            end();
          }
          return reply.value();
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private synchronized RemoteCall.Reply call(RemoteCall call)
      throws IOException, ClassNotFoundException {
    calls.writeObject(call);
    calls.flush();
    var tooLate = CompletableFuture.runAsync(process::destroyForcibly, PATIENCE);
    RemoteCall.Reply reply = (RemoteCall.Reply) replies.readObject();
    tooLate.cancel(false);
    if (reply.failure() != null) {
      throw new AssertionError("in process " + process.pid() + ": " + reply.failure());
    }
    return reply;
  }

  private void end() throws InterruptedException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
