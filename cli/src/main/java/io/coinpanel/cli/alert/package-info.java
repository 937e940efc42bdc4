/** Lists and unsubscribes alerts of saved sessions. */
@NullMarked
package io.coinpanel.cli.alert;

import org.jspecify.annotations.NullMarked;
