package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.MailReceiver;
import io.coinpanel.systemtests.soak.ReceiverServer.Request;
import io.coinpanel.systemtests.soak.SoakReceiver.Call;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands before a mail server, and misbehaves for the addresses of some receivers. */
final class MailFront implements AutoCloseable {

  private static final String PUBLIC_URL = "http://localhost";
  private static final Pattern CODE = Pattern.compile("/confirm/(\\S{43})");
  private static final Pattern RECIPIENT = Pattern.compile("(?i)rcpt to:\\s*<([^>]*)>.*");
  private static final Pattern MESSAGE_ID = Pattern.compile("<(.*)\\.\\d+@.*>");

  private final MailReceiver mails = new MailReceiver();
  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Map<String, SoakReceiver> receivers = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private MailFront() throws IOException {}

  static MailFront start() throws IOException {
    MailFront started = new MailFront();
    Thread.ofPlatform().daemon().start(started::accept);
    return started;
  }

  List<String> settings() {
    return MailReceiver.settings(server.getLocalPort(), PUBLIC_URL).toList();
  }

  /** The code that an address was sent to confirm it. */
  String code(String address) {
    return mails.find(address, 1, CODE);
  }

  /** From now on its mails are alerts. */
  void begin(String address, SoakReceiver receiver) {
    receivers.put(address, receiver);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), mails.port())) {
      new Conversation(socket, behind).run();
    } catch (IOException | MessagingException gone) {
      // A sender that was killed, or the end of the test.
    } finally {
      open.remove(socket);
    }
  }

  /** One connection, with the mail server's behind it. */
  private final class Conversation {
    private final Socket socket;
    private final Socket behind;
    private final BufferedReader commands;
    private final BufferedReader replies;
    private @Nullable SoakReceiver receiver;

    Conversation(Socket socket, Socket behind) throws IOException {
      this.socket = socket;
      this.behind = behind;
      commands = reader(socket);
      replies = reader(behind);
    }

    private static BufferedReader reader(Socket from) throws IOException {
      return new BufferedReader(
          new InputStreamReader(from.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void run() throws IOException, MessagingException {
      say(reply());
      boolean isOpen = true;
      while (isOpen) {
        String command = commands.readLine();
        isOpen = command != null && answer(command);
      }
    }

    private boolean answer(String command) throws IOException, MessagingException {
      Matcher recipient = RECIPIENT.matcher(command);
      if (recipient.matches()) {
        receiver = receivers.get(recipient.group(1));
      }
      if (command.toUpperCase(Locale.ROOT).equals("DATA")) {
        say("354 go on\r\n");
        return take(content());
      }
      say(ask(command + "\r\n"));
      return !command.toUpperCase(Locale.ROOT).equals("QUIT");
    }

    /** With the point that ends it. */
    private String content() throws IOException {
      StringBuilder content = new StringBuilder();
      String line = "";
      while (!line.equals(".")) {
        line = commands.readLine();
        if (line == null) {
          throw new IOException("the sender has gone");
        }
        content.append(line).append("\r\n");
      }
      return content.toString();
    }

    /** Takes a mail, or does not; whether the connection stays open. */
    private boolean take(String content) throws IOException, MessagingException {
      SoakReceiver to = receiver;
      if (to == null) {
        say(deliver(content));
        return true;
      }
      Call call = to.record(request(content));
      switch (to.next(call)) {
        case NONE -> accept(to, call, content, false);
        case ANSWERS_SLOWLY -> {
          to.linger();
          accept(to, call, content, false);
        }
        case LIES_ABOUT_LENGTH -> {
          accept(to, call, content, true);
          return false;
        }
        case STALLS -> {
          to.hold(socket);
          return false;
        }
        case CLOSES -> {
          return false;
        }
        case ANSWERS_500 -> say("451 4.3.0 try again later\r\n");
        case IS_BUSY -> {
          say("421 4.7.0 too busy\r\n");
          return false;
        }
        case REDIRECTS -> say("452 4.2.2 the mailbox is full\r\n");
        case REFUSES_SOME -> say("550 5.7.1 not this one\r\n");
        case IS_DEAD -> say("450 4.2.1 the mailbox is away\r\n");
      }
      return true;
    }

    private void accept(SoakReceiver to, Call call, String content, boolean isClosed)
        throws IOException {
      String reply = deliver(content);
      if (reply.startsWith("250")) {
        to.accept(call, isClosed);
      }
      if (!isClosed) {
        say(reply);
      }
    }

    private String deliver(String content) throws IOException {
      String reply = ask("DATA\r\n");
      return reply.startsWith("354") ? ask(content) : reply;
    }

    private String ask(String words) throws IOException {
      behind.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
      return reply();
    }

    /** All lines of one. */
    private String reply() throws IOException {
      StringBuilder reply = new StringBuilder();
      String line = "250-";
      while (line.startsWith("-", 3)) {
        line = replies.readLine();
        if (line == null) {
          throw new IOException("the mail server has gone");
        }
        reply.append(line).append("\r\n");
      }
      return reply.toString();
    }

    private void say(String reply) throws IOException {
      socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** What a mail says, as a request: its id without what makes it unique, and its text. */
  private static Request request(String content) throws IOException, MessagingException {
    MimeMessage mail =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));
    Matcher id = MESSAGE_ID.matcher(mail.getMessageID());
    if (!id.matches() || !(mail.getContent() instanceof MimeMultipart parts)) {
      throw new IllegalStateException("not a mail with an alert: " + content);
    }
    String text = String.valueOf(parts.getBodyPart(0).getContent());
    return new Request("", Map.of("message-id", id.group(1)), text);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    mails.close();
  }
}
