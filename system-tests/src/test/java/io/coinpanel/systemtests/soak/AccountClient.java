package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.client.RawSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * A client of an account on its own thread: connects to any webserver, resumes by the id of the
 * last notification, reads, and loses its socket now and then.
 */
final class AccountClient implements Runnable {

  private static final long PAUSE_NANOS = 50_000_000;

  private final String key;
  private final List<Integer> ports;
  private final Random random;
  private final List<Long> received = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private volatile long last;
  private volatile boolean stopped;
  private volatile boolean hasBegun;

  AccountClient(String key, List<Integer> ports, Random random) {
    this.key = key;
    this.ports = ports;
    this.random = random;
  }

  @Override
  public void run() {
    while (!stopped) {
      try (RawSocket socket = RawSocket.open(ports.get(random.nextInt(ports.size())))) {
        socket.next();
        follow(socket);
      } catch (IOException | RuntimeException lost) {
        LoadPacing.pause(PAUSE_NANOS);
      }
    }
  }

  private void follow(RawSocket socket) throws IOException {
    JsonNode answer = socket.ask("{\"type\":\"authenticate\",\"token\":\"%s\"}".formatted(key));
    if (!answer.get("type").asString().equals("authenticated")) {
      return;
    }
    if (last > 0) {
      resume(socket);
    }
    hasBegun = true;
    int messages = random.nextInt(200);
    while (!stopped && messages-- > 0) {
      accept(socket.next());
    }
  }

  private void resume(RawSocket socket) throws IOException {
    JsonNode resumed =
        socket.ask("{\"type\":\"resume\",\"last_notification_id\":\"%d\"}".formatted(last));
    String type = resumed.get("type").asString();
    if (type.equals("error") && resumed.get("code").asString().equals("unavailable")) {
      throw new IOException("unavailable");
    }
    if (!type.equals("resumed") || !resumed.get("recovered").asBoolean()) {
      complain("resume was answered with " + resumed);
    }
  }

  private void accept(JsonNode message) {
    if (message.get("type").asString().equals("notification")) {
      long id = Long.parseLong(message.get("id").asString());
      if (id <= last) {
        complain(id + " after " + last);
      }
      synchronized (received) {
        received.add(id);
      }
      last = id;
    }
  }

  private void complain(String what) {
    synchronized (complaints) {
      complaints.add(what);
    }
  }

  /** Whether it was signed in once, so that later notifications are its own. */
  boolean hasBegun() {
    return hasBegun;
  }

  long last() {
    return last;
  }

  List<Long> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  List<String> complaints() {
    synchronized (complaints) {
      return List.copyOf(complaints);
    }
  }

  void stop() {
    stopped = true;
  }
}
