package io.coinpanel.webserver;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.coinpanel.testkit.Eventually;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server, with a gate before it that refuses what it is told to. */
final class TestMailServer implements AutoCloseable {

  static final String PUBLIC_URL = "https://coinpanel.example";

  private static final Pattern CODE = Pattern.compile(PUBLIC_URL + "/confirm#([A-Za-z0-9_-]{43})");
  private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (.*)$");

  private final GreenMail mails;
  private final ServerSocket gate;
  private final List<String> contents = new CopyOnWriteArrayList<>();
  private volatile String refused = "";
  private volatile String refusal = "";

  private TestMailServer() throws IOException {
    ServerSetup smtp = ServerSetupTest.SMTP.dynamicPort();
    mails = new GreenMail(smtp);
    mails.start();
    gate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static TestMailServer start() {
    try {
      return new TestMailServer();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Stream<String> settings() {
    return Stream.of(
        "--spring.mail.host=127.0.0.1",
        "--spring.mail.port=" + gate.getLocalPort(),
        "--coinpanel.webserver.mail-from=CoinPanel <alerts@coinpanel.example>",
        "--coinpanel.webserver.public-url=" + PUBLIC_URL);
  }

  /**
   * From now on.
   *
   * @param command such as RCPT, or a dot for the end of a mail
   * @param reply empty to close the connection
   */
  void refuse(String command, String reply) {
    refusal = reply;
    refused = command;
  }

  void accepts() {
    refused = "";
  }

  private void accept() {
    while (!gate.isClosed()) {
      try {
        Socket client = gate.accept();
        Thread.ofVirtual().start(() -> relay(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), mails.getSmtp().getPort())) {
      BufferedReader fromClient = reader(client);
      BufferedReader fromServer = reader(server);
      copyReply(fromServer, client);
      for (String line = fromClient.readLine(); line != null; line = fromClient.readLine()) {
        if (isRefused(line)) {
          if (refusal.isEmpty()) {
            return;
          }
          write(client, refusal);
        } else {
          write(server, line);
          copyReply(fromServer, client);
          if (line.equals("DATA") && !copyContent(fromClient, server, client, fromServer)) {
            return;
          }
        }
      }
    } catch (IOException gone) {
      // The client decides what follows.
    }
  }

  private boolean isRefused(String line) {
    return !refused.isEmpty() && line.startsWith(refused);
  }

  /** Up to the dot; false if the connection is to be closed. */
  private boolean copyContent(
      BufferedReader fromClient, Socket server, Socket client, BufferedReader fromServer)
      throws IOException {
    StringBuilder content = new StringBuilder();
    String line = fromClient.readLine();
    while (line != null && !line.equals(".")) {
      content.append(line).append('\n');
      line = fromClient.readLine();
    }
    contents.add(content.toString());
    if (isRefused(".")) {
      write(client, refusal);
      return false;
    }
    write(server, content.toString().replace("\n", "\r\n") + ".");
    copyReply(fromServer, client);
    return true;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private static void copyReply(BufferedReader from, Socket to) throws IOException {
    String line = from.readLine();
    while (line != null && line.startsWith("-", 3)) {
      write(to, line);
      line = from.readLine();
    }
    write(to, String.valueOf(line));
  }

  private static void write(Socket to, String line) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** The ids of all mails that came, accepted or not. */
  List<String> messageIds() {
    return contents.stream()
        .map(MESSAGE_ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  /** A mail that was accepted. */
  record Received(MimeMessage message) {

    String header(String name) {
      try {
        return message.getHeader(name, null);
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String subject() {
      try {
        return message.getSubject();
      } catch (MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String part(int index, String type) {
      try {
        BodyPart part = ((MimeMultipart) message.getContent()).getBodyPart(index);
        if (!part.isMimeType(type)) {
          throw new AssertionError(part.getContentType());
        }
        return String.valueOf(part.getContent()).replace("\r", "");
      } catch (IOException | MessagingException e) {
        throw new AssertionError(e);
      }
    }

    String text() {
      return part(0, "text/plain");
    }

    /** Of the link that confirms an address. */
    String code() {
      Matcher link = CODE.matcher(text());
      if (!link.find()) {
        throw new AssertionError(text());
      }
      return link.group(1);
    }

    /** Where one click ends the mails. */
    String unsubscribePath() {
      return header("List-Unsubscribe").replaceFirst("<" + PUBLIC_URL + "(.*)>", "$1");
    }
  }

  List<Received> mailsTo(String address) {
    return Stream.of(mails.getReceivedMessages())
        .map(Received::new)
        .filter(mail -> recipient(mail.message()).equals(address))
        .toList();
  }

  private static String recipient(MimeMessage mail) {
    try {
      return mail.getRecipients(RecipientType.TO)[0].toString();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  /** The newest of so many. */
  Received await(String address, int count) {
    Eventually.until(() -> mailsTo(address).size() >= count);
    return mailsTo(address).get(count - 1);
  }

  @Override
  public void close() {
    try {
      gate.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    mails.stop();
  }
}
