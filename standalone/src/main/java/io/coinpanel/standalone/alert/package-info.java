/** Lists and unsubscribes alerts of saved sessions. */
@NullMarked
package io.coinpanel.standalone.alert;

import org.jspecify.annotations.NullMarked;
