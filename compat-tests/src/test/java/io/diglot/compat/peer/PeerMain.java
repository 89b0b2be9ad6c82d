package io.diglot.compat.peer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer in a child JVM: reads calls from standard input, answers on standard output. Arguments:
 * {@code kafka} or {@code rocketmq}, and the address.
 */
final class PeerMain {
  private final List<Object> objects = new ArrayList<>();

  private PeerMain(Peer peer) {
    objects.add(peer);
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    ObjectOutputStream replies = new ObjectOutputStream(new FileOutputStream(FileDescriptor.out));
    replies.flush();
    System.setOut(System.err); // clients log to standard output, which is taken
    Peer peer =
        arguments[0].equals("kafka") ? new KafkaPeer(arguments[1]) : new RocketPeer(arguments[1]);
    new PeerMain(peer).serve(new ObjectInputStream(System.in), replies);
  }

  private void serve(ObjectInputStream calls, ObjectOutputStream replies) throws Exception {
    while (true) {
      RemoteCall call = (RemoteCall) calls.readObject();
      replies.writeObject(answer(call));
      replies.flush();
      if (call.target() == 0 && call.method().equals("close")) {
        System.exit(0); // not all clients end all of their threads
      }
    }
  }

  private RemoteCall.Reply answer(RemoteCall call) throws ReflectiveOperationException {
    Object target = objects.get(call.target());
    try {
      Object value = call.method(target.getClass()).invoke(target, call.arguments().toArray());
      if (value instanceof Sender || value instanceof Receiver) {
        objects.add(value);
        return new RemoteCall.Reply(objects.size() - 1, null, null);
      }
      return new RemoteCall.Reply(-1, value, null);
    } catch (InvocationTargetException e) {
      return new RemoteCall.Reply(-1, null, String.valueOf(e.getCause()));
    }
  }
}
