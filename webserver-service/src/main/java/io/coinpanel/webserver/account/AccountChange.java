package io.coinpanel.webserver.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator changes of an account; absent values stay.
 *
 * @param maxSubscriptions the new limit, if {@code limitsSubscriptions}; null for the server's
 */
record AccountChange(
    Optional<String> name,
    Optional<Boolean> disabled,
    Optional<Boolean> admin,
    boolean limitsSubscriptions,
    @Nullable Integer maxSubscriptions) {}
