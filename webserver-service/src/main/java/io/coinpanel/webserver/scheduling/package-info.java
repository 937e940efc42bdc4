/** Things done again and again, each by a thread of its own. */
@NullMarked
package io.coinpanel.webserver.scheduling;

import org.jspecify.annotations.NullMarked;
