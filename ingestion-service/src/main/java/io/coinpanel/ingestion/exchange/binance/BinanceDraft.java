package io.coinpanel.ingestion.exchange.binance;

import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.Protocol;

/** The WebSocket protocol, but text frames are handed on as the bytes they came in. */
final class BinanceDraft extends Draft_6455 {

  private static final int LARGEST_FRAME = 1 << 20;

  BinanceDraft() {
    super(List.of(), List.of(new Protocol("")), LARGEST_FRAME);
  }

  @Override
  public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
    if (frame.getOpcode() == Opcode.TEXT && frame.isFin()) {
      socket.getWebSocketListener().onWebsocketMessage(socket, frame.getPayloadData());
    } else {
      super.processFrame(socket, frame);
    }
  }

  @Override
  public Draft copyInstance() {
    return new BinanceDraft();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
