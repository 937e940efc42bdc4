package io.coinpanel.webserver;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands before a mail server: takes mails only over TLS and from who has signed in, and refuses
 * what it is told to.
 */
final class TestMailGate implements AutoCloseable {

  private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (.*)$");
  private static final String END = ".";

  private final int server;
  private final ServerSocket listening;
  private final SSLSocketFactory tls = tls();
  private final List<String> contents = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile String refused = "";
  private volatile String refusal = "";
  private volatile boolean isTlsOffered = true;
  private volatile boolean isPasswordExposed;

  TestMailGate(int server) throws IOException {
    this.server = server;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** With the certificate for tests of the mail server. */
  private static SSLSocketFactory tls() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(new DummySSLServerSocketFactory().getKeyStore(), "changeit".toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * From now on.
   *
   * @param command such as RCPT, or a dot for the end of a mail
   * @param reply empty to close the connection; a mail that has ended is delivered all the same
   */
  void refuse(String command, String reply) {
    refusal = reply;
    refused = command;
  }

  void acceptAll() {
    refused = "";
    isTlsOffered = true;
  }

  void withholdTls() {
    isTlsOffered = false;
  }

  /** The ids of all mails that came, accepted or not. */
  List<String> messageIds() {
    return contents.stream()
        .map(MESSAGE_ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  /** Whether somebody has signed in without TLS. */
  boolean isPasswordExposed() {
    return isPasswordExposed;
  }

  /** The commands of all connections so far. */
  List<String> commands() {
    return commands;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> relay(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
      new Relay(client, behind).run();
    } catch (IOException gone) {
      // The client decides what follows.
    }
  }

  private final class Relay {

    private final Socket server;
    private final BufferedReader fromServer;
    private Socket client;
    private BufferedReader fromClient;
    private boolean isEncrypted;
    private boolean isSignedIn;

    Relay(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      this.fromClient = reader(client);
      this.fromServer = reader(server);
    }

    void run() throws IOException {
      copyReply("");
      String line = fromClient.readLine();
      while (line != null && handle(line)) {
        line = fromClient.readLine();
      }
    }

    /** False if the connection is to be closed. */
    private boolean handle(String line) throws IOException {
      String command = line.split(" ", 2)[0];
      commands.add(command);
      if (isRefused(command)) {
        return answer(refusal);
      }
      if (command.equals("STARTTLS")) {
        answer("220 go ahead");
        encrypt();
        return true;
      }
      isPasswordExposed |= command.equals("AUTH") && !isEncrypted;
      if ((command.equals("AUTH") && !isEncrypted) || (command.equals("MAIL") && !isSignedIn)) {
        return answer("530 5.7.0 not without TLS and a password");
      }
      write(server, line);
      isSignedIn |= copyReply(command).startsWith("235");
      return !command.equals("DATA") || copyContent();
    }

    private void encrypt() throws IOException {
      client = tls.createSocket(client, null, true);
      fromClient = reader(client);
      isEncrypted = true;
    }

    /** Up to the dot; false if the connection is to be closed. */
    private boolean copyContent() throws IOException {
      StringBuilder content = new StringBuilder();
      String line = fromClient.readLine();
      while (line != null && !line.equals(END)) {
        content.append(line).append('\n');
        line = fromClient.readLine();
      }
      contents.add(content.toString());
      if (isRefused(END) && !refusal.isEmpty()) {
        answer(refusal);
        return false;
      }
      write(server, content.toString().replace("\n", "\r\n") + END);
      if (isRefused(END)) {
        fromServer.readLine();
        return false;
      }
      copyReply("");
      return true;
    }

    private String copyReply(String command) throws IOException {
      String line = fromServer.readLine();
      while (line != null && line.startsWith("-", 3)) {
        write(client, line);
        line = fromServer.readLine();
      }
      if (command.equals("EHLO") && isTlsOffered && !isEncrypted) {
        write(client, "250-STARTTLS");
      }
      write(client, String.valueOf(line));
      return String.valueOf(line);
    }

    private boolean answer(String reply) throws IOException {
      if (!reply.isEmpty()) {
        write(client, reply);
      }
      return !reply.isEmpty();
    }
  }

  private boolean isRefused(String command) {
    return !refused.isEmpty() && command.startsWith(refused);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private static void write(Socket to, String line) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
