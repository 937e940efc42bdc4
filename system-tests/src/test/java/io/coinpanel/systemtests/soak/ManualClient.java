package io.coinpanel.systemtests.soak;

import io.coinpanel.webserver.protocol.ProtocolDocument;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that reads only on demand and answers no pings. */
final class ManualClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 8;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private ManualClient(int port) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  static ManualClient connect(int port) throws IOException {
    ManualClient client = new ManualClient(port);
    String key = Base64.getEncoder().encodeToString(new byte[16]);
    String head =
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + key
            + "\r\n\r\n";
    client.out.write(head.getBytes(StandardCharsets.US_ASCII));
    client.skipHead();
    return client;
  }

  private void skipHead() throws IOException {
    int last = 0;
    while (last != 0x0d0a0d0a) {
      last = last << 8 | in.readUnsignedByte();
    }
  }

  /** Sends a short command. */
  void send(String text) throws IOException {
    ProtocolDocument.checkCommand(text);
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) TEXT);
    frame.put((byte) (0x80 | 126)).putShort((short) payload.length).putInt(0).put(payload);
    out.write(frame.array());
  }

  private record Frame(int opcode, ByteBuffer payload) {}

  private Frame frame() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0f;
    int length = in.readUnsignedByte() & 0x7f;
    byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
    in.readFully(payload);
    return new Frame(opcode, ByteBuffer.wrap(payload));
  }

  /** The next message; what is not text is skipped. */
  JsonNode next() throws IOException {
    Frame frame = frame();
    while (frame.opcode() != (TEXT & 0x0f)) {
      frame = frame();
    }
    JsonNode message = JSON.readTree(frame.payload().array());
    ProtocolDocument.checkMessage(message);
    return message;
  }

  /** The id of the subscription that the next message tells of. */
  long subscription() throws IOException {
    return Long.parseLong(next().get("subscription").get("id").asString());
  }

  int closeCode() throws IOException {
    Frame frame = frame();
    while (frame.opcode() != CLOSE) {
      frame = frame();
    }
    return frame.payload().getShort();
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
