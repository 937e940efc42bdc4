/** A stand-in for Telegram's Bot API. */
@NullMarked
package io.coinpanel.testkit.telegram;

import org.jspecify.annotations.NullMarked;
