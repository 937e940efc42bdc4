/** Dispatches client commands to the features. */
@NullMarked
package io.coinpanel.webserver.conversation;

import org.jspecify.annotations.NullMarked;
