package io.coinpanel.testkit.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends a raw request and reads the response until close or timeout. */
public final class RawRequest {

  private static final int QUIET_MILLIS = 5_000;

  private RawRequest() {}

  public static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(QUIET_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket);
    }
  }

  private static String read(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[8192];
    try {
      for (int read; (read = socket.getInputStream().read(some)) >= 0; ) {
        answer.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
        if (answer.indexOf("\r\n\r\n") > 0 && answer.indexOf("HTTP/1.1 101") == 0) {
          return answer.toString();
        }
      }
    } catch (SocketTimeoutException | SocketException end) {
      return answer.toString();
    }
    return answer.toString();
  }

  /** The response's status; 0 if there was none. */
  public static int status(int port, String request) throws IOException {
    String[] line = answer(port, request).split(" ", 3);
    return line.length < 2 ? 0 : Integer.parseInt(line[1]);
  }
}
