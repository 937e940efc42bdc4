/** Things done again and again, each by a thread of its own. */
@NullMarked
package io.coinpanel.webserver.duty;

import org.jspecify.annotations.NullMarked;
