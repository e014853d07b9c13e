package org.pluspeer.node.bandwidth;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.channel.ChannelRoom;
import org.pluspeer.node.channel.CreditDesk;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.content.Prices;
import org.pluspeer.node.content.Takings;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Both sides of bandwidth for pay. Content is fetched and given on by rooms that are made before channels are; they get what
 * is here, and it pays and is paid once the channels have joined.
 */
public final class BandwidthRoom {
    private final TransferBook book;
    private final TokenBook tokens;
    private final Prices prices = new Prices();
    private final Payments payments = new Joined();
    private volatile @Nullable Sides sides;

    private record Sides(Takings takings, Payments payments, CreditDesk credit) {}

    /** Where channels are, and who is paid there. */
    public record Venue(ChannelVenue channels, Address account) {}

    public BandwidthRoom(Journal journal, InstantSource clock, TokenBook tokens) {
        this.book = new TransferBook(journal, clock);
        this.tokens = tokens;
    }

    /**
     * From now on it is paid, and pays.
     *
     * @param percent of a listing's price that fetching it may cost where the owner says nothing
     */
    public void join(Venue venue, ChannelRoom channels, ContentPeers peers, int percent) {
        CreditDesk credit = channels.earning().credit();
        sides = new Sides(
                new ChannelTakings(venue.channels(), venue.account(), credit),
                new ChannelPayments(venue.channels(), channels.paying().postpaid(), book, peers, percent),
                credit);
    }

    private Sides sides() {
        return Objects.requireNonNull(sides, "no channels have joined yet");
    }

    public Payments payments() {
        return payments;
    }

    public Takings takings() {
        return sides().takings();
    }

    public Prices prices() {
        return prices;
    }

    /** A token as it is shown; an address alone where nothing is known of it. */
    public TokenView token(Address address) {
        return tokens.find(address).orElse(new TokenView(address, "?", address.checksummed(), 0, false));
    }

    /** What vouchers cover of a listing, in one token. */
    public Amount earned(Hash32 listing, Address token) {
        return sides().credit().earned().entrySet().stream()
                .filter(each -> each.getKey().listing().equals(listing)
                        && each.getKey().token().equals(token))
                .map(Map.Entry::getValue)
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** What vouchers cover, by listing and by who paid; the most first. */
    public EarningsView earnings() {
        List<EarningsView.Part> parts = new ArrayList<>();
        sides().credit()
                .earned()
                .forEach((from, amount) ->
                        parts.add(new EarningsView.Part(from.listing(), from.payer(), token(from.token()), amount)));
        parts.sort(
                Comparator.comparing((EarningsView.Part part) -> part.amount().units())
                        .reversed()
                        .thenComparing(part -> part.listing().hex())
                        .thenComparing(part -> part.payer().hex()));
        return new EarningsView(parts);
    }

    /** Made before there are channels. */
    private final class Joined implements Payments {
        @Override
        public @Nullable Tab open(Hash32 exchangeRoot, Source source, QuoteReply quote, long missing) {
            return sides().payments().open(exchangeRoot, source, quote, missing);
        }

        @Override
        public @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, long missing) {
            return sides().payments().open(content, source, payee, rate, missing);
        }

        @Override
        public Amount spent(Hash32 content) {
            return sides().payments().spent(content);
        }

        @Override
        public void allow(Hash32 exchangeRoot, Address token, Amount most) {
            sides().payments().allow(exchangeRoot, token, most);
        }

        @Override
        public long gas(int payees) {
            return sides().payments().gas(payees);
        }

        @Override
        public Amount usual(Amount price) {
            return sides().payments().usual(price);
        }
    }
}
