package io.coinpanel.cli.account;

import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.CommandFailedException;

/** The accounts of a server. */
final class Accounts {

  private Accounts() {}

  /** The id of the account with this name. */
  static String id(WebserverApi api, String name) throws InterruptedException {
    return api.all("/api/v1/accounts", "accounts").stream()
        .filter(account -> account.path("name").asString("").equals(name))
        .map(account -> account.path("id").asString(""))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailedException.refused(
                    "There is no account " + name + "; see coinpanel account list."));
  }
}
