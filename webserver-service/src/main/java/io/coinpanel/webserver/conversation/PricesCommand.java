package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.PriceSelection;
import io.coinpanel.webserver.symbols.Symbols;
import java.util.List;
import java.util.Set;

/** The command {@code prices}. */
final class PricesCommand {

  private final Symbols symbols;
  private final ErrorReplies errorReplies;

  PricesCommand(Symbols symbols, ErrorReplies errorReplies) {
    this.symbols = symbols;
    this.errorReplies = errorReplies;
  }

  void execute(ClientSocket socket, Echo echo, Command.Prices command) {
    List<String> chosen = command.symbols();
    List<String> unknown =
        chosen == null
            ? List.of()
            : chosen.stream().filter(symbol -> !symbols.isTrading(symbol)).toList();
    if (unknown.isEmpty()) {
      socket.selectPrices(
          new PriceSelection(command.enabled(), chosen == null ? null : Set.copyOf(chosen)),
          new ServerMessage.Prices(echo, command.enabled()));
    } else if (!symbols.isLoaded()) {
      errorReplies.reject(socket, echo, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.INVALID_SYMBOL,
          "symbols contains an unknown or halted one: " + Echo.shorten(unknown.getFirst()));
    }
  }
}
