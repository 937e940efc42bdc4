package io.coinpanel.testkit.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that sends and reads frames one by one: it reads only on demand, sends what no other
 * client would, and answers no pings.
 */
public final class RawSocket implements AutoCloseable {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int MAX_SIPS = 1_000;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;

  private final Socket socket;
  private final PushbackInputStream arrived;
  private final DataInputStream in;
  private final OutputStream out;

  public RawSocket(int port, String... headers) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    arrived = new PushbackInputStream(socket.getInputStream(), MAX_SIPS);
    in = new DataInputStream(arrived);
    out = socket.getOutputStream();
    String key = Base64.getEncoder().encodeToString(new byte[16]);
    List<String> head = new ArrayList<>(List.of("GET /ws HTTP/1.1", "Host: localhost:" + port));
    head.addAll(List.of("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"));
    head.add("Sec-WebSocket-Key: " + key);
    head.addAll(List.of(headers));
    out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Connects and skips the response's head. */
  public static RawSocket open(int port) throws IOException {
    RawSocket socket = new RawSocket(port);
    String head = socket.head();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError(head);
    }
    return socket;
  }

  /** The response's head. */
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  public void send(int opcode, boolean last, byte[] payload) throws IOException {
    write(frame(opcode, last, payload));
  }

  /** Sends whole frames in one piece. */
  public void write(byte[] frames) throws IOException {
    out.write(frames);
    out.flush();
  }

  public static byte[] frame(int opcode, boolean last, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((last ? FINAL : 0) | opcode);
    if (payload.length < 126) {
      frame.write(MASKED | payload.length);
    } else {
      frame.write(MASKED | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Announces a text frame of a gigabyte, and sends the start of it. */
  public void startHugeText(int sent) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(14 + sent);
    frame.put((byte) (FINAL | TEXT)).put((byte) (MASKED | 127)).putLong(1L << 30).putInt(0);
    out.write(frame.array());
    out.flush();
  }

  public void text(String text) throws IOException {
    send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  public Frame read() throws IOException {
    int opcode = in.readByte() & 0x0f;
    int length = in.readByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    if (opcode == TEXT) {
      ProtocolDocument.checkMessage(JSON.readTree(payload));
    }
    return new Frame(opcode, payload);
  }

  public Frame read(int opcode) throws IOException {
    Frame frame = read();
    while (frame.opcode() != opcode) {
      frame = read();
    }
    return frame;
  }

  /** The next message; what is not text is skipped. */
  public JsonNode next() throws IOException {
    return JSON.readTree(read(TEXT).payload());
  }

  /** Sends a command and returns the next message as its reply. */
  public JsonNode ask(String command) throws IOException {
    ProtocolDocument.checkCommand(command);
    text(command);
    return next();
  }

  /** Takes a few bytes from the network, one at a time; frames are read with them as ever. */
  public void readSlowly(int bytes, Runnable afterEach) throws IOException {
    byte[] sipped = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      sipped[i] = in.readByte();
      afterEach.run();
    }
    arrived.unread(sipped);
  }

  public boolean isAtEnd() throws IOException {
    try {
      in.readByte();
      return false;
    } catch (EOFException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
