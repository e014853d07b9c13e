package org.pluspeer.node.channel;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.ContractDesk;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Seal;
import org.pluspeer.node.chain.StandIn;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.ledger.LedgerReading;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.node.store.DecisionStore;
import org.pluspeer.node.store.MovementBook;
import org.pluspeer.node.store.Store;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.VoucherKey;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;

/**
 * A payee's desk as a node has it, journal and database beside it, on real files and a chain that stands still; with as
 * many channels to it as are asked for, whose payers are here too.
 */
public final class VoucherStand implements AutoCloseable {
    private static final Amount DEPOSIT = Amount.parseDecimal("1000000", 6);
    private static final int CHALLENGE = 2 * 24 * 3600;
    /** How transactions are sealed is measured elsewhere; none is made here. */
    private static final Seal NAKED = new Seal() {
        @Override
        public byte[] seal(byte[] plain) {
            return plain.clone();
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed.clone();
        }
    };

    private final LocalChain chain;
    private final LocalSigner account = LocalSigner.taking(secret(1));
    private final LocalSigner payer = LocalSigner.taking(secret(2));
    private final Store store;
    private final Journal journal;
    private final TransactionDesks transactions;
    private final KeyRing ring;
    private final NodeSecrets secrets;
    private final VoucherKey voucherKey;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ClockAlarms alarms = new ClockAlarms(threads);
    private final ChannelVenue venue;
    private final EarningDesk desk;
    private final List<Hash32> channels = new ArrayList<>();

    public VoucherStand(Path directory, int count) {
        chain = Anvils.start(directory.resolve("chain"));
        var client = chain.play().client();
        venue = new ChannelVenue(client.chainId(), ChannelContract.ADDRESS);
        store = Store.open(
                DatabaseUrl.embedded(directory.resolve("store")),
                List.of(new OwnListings(), new MovementBook(LedgerReading::changes), new DecisionStore.Copy()));
        journal = Journal.open(directory.resolve("journal"), store);
        store.follow(journal);
        Rules rules = Rules.cautious(client.chainId(), Set.of(account.address()), Set.of(Exchange.ADDRESS));
        SigningDesk signing =
                new SigningDesk(new Policy(rules), Signers.only(account), journal, InstantSource.system());
        transactions = new TransactionDesks(
                new TransactionDesk.Office(client, signing, journal, NAKED, InstantSource.system(), () -> {}),
                TransactionDesk.Settings.standard());
        Tokens tokens = new Tokens(client);
        try (Mnemonic words = Mnemonic.parse("test test test test test test test test test test test junk")) {
            ring = KeyRing.of(words);
        }
        secrets = ring.secrets();
        voucherKey = VoucherKey.of(secrets, Hash32.ZERO);
        ChannelOrders orders = new ChannelOrders(new ContractDesk(
                ChannelContract.ADDRESS,
                transactions.main(),
                new StandIn(transactions.main(), () -> false),
                signing,
                client,
                tokens));
        ChannelPorts ports = new ChannelPorts(
                client,
                new TokenBook(tokens, List.of(PlayChain.DOLLAR), true),
                orders,
                signing,
                secrets,
                (_, _, _) -> {
                    throw new IllegalStateException("nobody is asked here");
                },
                () -> false,
                () -> true);
        Bell bell = new Bell();
        desk = new EarningDesk(
                ports,
                new Workshop(threads, alarms, InstantSource.system(), new java.util.Random(7), Backoff.standard()),
                journal,
                _ -> {
                    bell.ring(Topic.CHANNELS);
                    bell.ring(Topic.WALLET);
                });
        open(count);
    }

    private static byte[] secret(int number) {
        byte[] key = new byte[32];
        key[31] = (byte) number;
        return key;
    }

    private void open(int count) {
        Map<Hash32, List<ChannelFact>> facts = new HashMap<>();
        Map<Hash32, ChannelTerms> opened = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byte[] salt = new byte[32];
            salt[0] = (byte) (i >> 8);
            salt[1] = (byte) i;
            ChannelTerms terms = new ChannelTerms(
                    payer.address(),
                    account.address(),
                    PlayChain.DOLLAR,
                    voucherKey.address(),
                    CHALLENGE,
                    0,
                    Hash32.of(salt));
            Hash32 id = venue.idOf(terms);
            facts.put(id, List.of(new ChannelFact.Opened(1, Hash32.ZERO, DEPOSIT)));
            opened.put(id, terms);
            channels.add(id);
        }
        desk.onChain(new ChannelNews(null, facts, opened, new ChainTime(1_800_000_000, 5, 1_800_000_000)));
    }

    public EarningDesk desk() {
        return desk;
    }

    public ChannelVenue venue() {
        return venue;
    }

    Journal journal() {
        return journal;
    }

    public Caller caller() {
        return new Caller(payer.address(), payer.address());
    }

    Hash32 digest(VoucherPut put) {
        return venue.voucherDigest(put.channelId(), put.cumulative());
    }

    public Hash32 channel(int number) {
        return channels.get(number);
    }

    /** As the payer of a channel signs it. */
    public VoucherPut voucher(Hash32 channel, long sum) {
        Amount owed = Amount.of(sum);
        return new VoucherPut(channel, owed, voucherKey.sign(venue.voucherDigest(channel, owed)));
    }

    @Override
    public void close() {
        desk.close();
        threads.shutdownNow();
        alarms.close();
        transactions.close();
        journal.close();
        store.close();
        secrets.close();
        ring.close();
        account.close();
        payer.close();
        voucherKey.close();
        chain.close();
    }
}
