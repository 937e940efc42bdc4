package io.coinpanel.systemtests.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages over HTTP on plain sockets, so that a receiver can break every rule. Its threads
 * are the system's: virtual ones would wait behind those of all clients, and answers be late.
 */
final class ReceiverServer implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Handler handler;

  /**
   * A request that came.
   *
   * @param headers by their names in lower case
   */
  record Request(String path, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers requests. */
  interface Handler {
    /** Answers one, and returns whether its socket stays open. */
    boolean answer(Request request, Socket socket) throws IOException;
  }

  private ReceiverServer(Handler handler) throws IOException {
    this.handler = handler;
  }

  static ReceiverServer start(Handler handler) throws IOException {
    ReceiverServer started = new ReceiverServer(handler);
    Thread.ofPlatform().daemon().start(started::accept);
    return started;
  }

  static void reply(Socket to, String status, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String answer = "HTTP/1.1 " + status + "\r\n" + lines + "Content-Length: 0\r\n\r\n";
    to.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns when the sender has closed its side, or somebody this one. */
  static void hold(Socket socket) {
    try {
      int next = socket.getInputStream().read();
      while (next >= 0) {
        next = socket.getInputStream().read();
      }
    } catch (IOException closed) {
      // That was waited for.
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
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
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Request request = read(in);
      while (request != null && handler.answer(request, socket)) {
        request = read(in);
      }
    } catch (IOException gone) {
      // A sender that was killed, or the end of the test.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return null;
    }
    String path = first.substring(first.indexOf(' ') + 1, first.lastIndexOf(' '));
    return new Request(path, headers, new String(body, StandardCharsets.UTF_8));
  }

  /** Without its end; empty at the end of the stream too. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
