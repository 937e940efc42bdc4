package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.NotificationText;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is sent to a destination: the same at every attempt. */
sealed interface Message {

  /** The same at every attempt, so that the receiver can recognise a repeated one. */
  String id();

  /** Its type on the wire. */
  String type();

  /** When what it is about happened. */
  Instant time();

  /** What it is about, as JSON. */
  String data();

  /** In words. */
  String text();

  /** The notification that it is about, or the newest of them; null if there is none. */
  @Nullable Notification notification();

  /** One notification. */
  record Single(Notification notification) implements Message {

    @Override
    public String id() {
      return Long.toString(notification.id());
    }

    @Override
    public String type() {
      return "notification";
    }

    @Override
    public Instant time() {
      return notification.createdAt();
    }

    @Override
    public String data() {
      return json(notification);
    }

    @Override
    public String text() {
      return NotificationText.of(notification);
    }
  }

  /**
   * Several notifications.
   *
   * @param notification the newest; null if it is no longer stored
   */
  record Several(Summary summary, @Nullable Notification notification) implements Message {

    @Override
    public String id() {
      return "sum-" + summary.lastId();
    }

    @Override
    public String type() {
      return "summary";
    }

    @Override
    public Instant time() {
      return summary.at();
    }

    @Override
    public String data() {
      return "{\"count\":%d,\"first_id\":\"%d\",\"last_id\":\"%d\",\"partial\":%b,\"newest\":%s}"
          .formatted(
              summary.count(),
              summary.firstId(),
              summary.lastId(),
              summary.isPartial(),
              notification == null ? "null" : json(notification));
    }

    @Override
    public String text() {
      String span = " in " + MessageText.duration(Math.max(1, summary.seconds()));
      String partial = summary.isPartial() ? ". Earlier ones are no longer stored" : "";
      String newest =
          notification == null ? "" : ". The newest: " + NotificationText.of(notification);
      return summary.count() + " alerts" + span + partial + newest;
    }
  }

  /**
   * Notices, as one message.
   *
   * @param notices oldest first; at least one
   */
  record Notices(List<Notice> notices) implements Message {

    private static final int MOST_LINES = 10;
    private static final String FEED = "feed";

    private Notice newest() {
      return notices.getLast();
    }

    /** Each has another one than those before it. */
    @Override
    public String id() {
      return "notice-" + newest().id();
    }

    @Override
    public String type() {
      return newest().kind();
    }

    @Override
    public Instant time() {
      return newest().at().toInstant();
    }

    @Override
    public String data() {
      Notice newest = newest();
      if (newest.kind().equals(FEED)) {
        // As sockets get it.
        return newest.data().toString();
      }
      ObjectNode data = newest.data().asObject().deepCopy();
      return data.put("message", newest.text()).toString();
    }

    @Override
    public String text() {
      int more = notices.size() - MOST_LINES;
      return notices.stream().limit(MOST_LINES).map(Notice::text).collect(Collectors.joining("\n"))
          + (more > 0 ? "\nand " + more + " more" : "");
    }

    @Override
    public @Nullable Notification notification() {
      return null;
    }
  }

  /** A message that a person asked for, to see that it arrives. */
  record Test(String id, Instant time) implements Message {

    @Override
    public String type() {
      return "test";
    }

    @Override
    public String data() {
      return "{\"message\":\"" + text() + "\"}";
    }

    @Override
    public String text() {
      return "This is a test. CoinPanel alerts arrive here";
    }

    @Override
    public @Nullable Notification notification() {
      return null;
    }
  }

  private static String json(Notification notification) {
    return new String(MessageEncoder.encode(notification), StandardCharsets.UTF_8);
  }
}
