// Prints a line for every crossing: java Watch.java [url] [symbol] [threshold]
// Needs nothing but a JDK 25. COINPANEL_KEY is an API key; without one the client is anonymous.

import module java.net.http;

String url = "ws://localhost:8000/ws";
String symbol = "btcusdt";
String threshold = "65000";

String key = System.getenv().getOrDefault("COINPANEL_KEY", "");
String token; // the resume token of an anonymous client, kept across sockets
String last; // the last processed notification
String own; // the id of the alert
boolean announced;
long delay = 500;

void main(String[] given) throws Exception {
  if (given.length > 0) url = given[0];
  if (given.length > 1) symbol = given[1];
  if (given.length > 2) threshold = given[2];
  HttpClient http = HttpClient.newHttpClient();
  while (true) {
    FrameListener frameListener = new FrameListener();
    try {
      handle(http.newWebSocketBuilder().buildAsync(URI.create(url), frameListener).join(), frameListener.frames);
    } catch (CompletionException unreachable) {
      // Retried like a broken connection.
    }
    Thread.sleep((long) (delay * (0.5 + Math.random())));
    delay = Math.min(delay * 2, 30_000);
  }
}

void handle(WebSocket socket, BlockingQueue<String> frames) throws Exception {
  String fresh = null;
  while (true) {
    // The server pings every 20 seconds; silence means that it is gone.
    String frame = frames.poll(60, TimeUnit.SECONDS);
    switch (frame == null ? "closed" : field(frame, "type")) {
      case "welcome" -> {
        fresh = field(frame, "resume_token");
        if (!key.isEmpty()) {
          authenticate(socket);
        } else if (token == null) {
          token = fresh;
          subscribe(socket);
        } else {
          resume(socket);
        }
      }
      case "authenticated" -> {
        if (own == null) {
          subscribe(socket);
        } else {
          resumeAsAccount(socket);
        }
      }
      case "resumed" -> {
        System.err.println("Reconnected.");
        if (frame.contains("\"recovered\":false")) {
          System.err.println("Some notifications are no longer stored.");
        }
        subscribe(socket);
      }
      case "subscribed" -> {
        // Without a reference it is by another client of the account.
        if (!field(frame, "ref").isEmpty()) {
          delay = 500;
          own = field(frame, "id");
          // It is active at once if it existed; otherwise a message says when.
          if (field(frame, "status").equals("active")) active(own);
        }
      }
      case "active" -> active(field(frame, "subscription_id"));
      case "notification" -> {
        IO.println(field(frame, "message"));
        last = field(frame, "id");
      }
      case "error" -> {
        switch (field(frame, "code")) {
          case "invalid_token" -> {
            if (!key.isEmpty()) exit(field(frame, "message"));
            // Resume window expired: start over.
            token = fresh;
            last = null;
            subscribe(socket);
          }
          case "unavailable" -> {
            socket.abort();
            return;
          }
          default -> exit(field(frame, "message"));
        }
      }
      case "closed" -> {
        socket.abort();
        return;
      }
      case "closed with 4001" -> exit("This connection was resumed elsewhere.");
      case "closed with 4401" -> exit("The key has ended.");
      default -> {}
    }
  }
}

void active(String id) {
  if (id.equals(own) && !announced) {
    announced = true;
    System.err.println("Watching " + symbol + " at " + threshold + ". Ctrl-C ends it.");
  }
}

void authenticate(WebSocket socket) {
  say(
      socket,
      """
      {"type":"authenticate","token":"%s"}"""
          .formatted(key));
}

// Subscribing again is idempotent: the reply is the existing subscription.
void subscribe(WebSocket socket) {
  say(
      socket,
      """
      {"type":"subscribe","ref":"own","symbol":"%s","threshold":"%s","condition":"cross"}"""
          .formatted(symbol, threshold));
}

void resume(WebSocket socket) {
  say(
      socket,
      """
      {"type":"resume","token":"%s","last_notification_id":%s}"""
          .formatted(token, lastId()));
}

// An account resumes by the last notification alone.
void resumeAsAccount(WebSocket socket) {
  say(
      socket,
      """
      {"type":"resume","last_notification_id":%s}"""
          .formatted(lastId()));
}

String lastId() {
  return last == null ? "null" : '"' + last + '"';
}

void say(WebSocket socket, String command) {
  socket.sendText(command, true).join();
}

// Enough for the texts on the top level of a message. With a JSON library at hand, use that.
String field(String json, String name) {
  Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
  return field.find() ? field.group(1) : "";
}

void exit(String why) {
  System.err.println(why);
  System.exit(1);
}

// Puts what the socket's thread hears into a queue; pings are answered by the JDK.
static class FrameListener implements WebSocket.Listener {

  final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  final StringBuilder partial = new StringBuilder();

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
    partial.append(data);
    if (isLast) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
    frames.add("{}");
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    String type = code == 4001 || code == 4401 ? "closed with " + code : "closed";
    frames.add("{\"type\":\"" + type + "\"}");
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    frames.add("{\"type\":\"closed\"}");
  }
}
