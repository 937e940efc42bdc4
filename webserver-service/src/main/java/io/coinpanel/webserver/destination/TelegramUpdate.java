package io.coinpanel.webserver.destination;

/**
 * A message that somebody sent to the bot.
 *
 * @param chat 0 if it is something else
 * @param isPrivate whether it is a chat with one person
 * @param title of a group, or the person's name
 * @param text empty if it has none
 */
record TelegramUpdate(long id, long chat, boolean isPrivate, String title, String text) {}
