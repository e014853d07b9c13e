package org.pluspeer.node;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.market.listing.Contact;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.market.wire.OfferDrop;
import org.pluspeer.market.wire.OfferRequest;
import org.pluspeer.market.wire.ReleasePut;
import org.pluspeer.node.account.AccountDesk;
import org.pluspeer.node.account.AddressBook;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.account.OwnAccounts;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.ProgramSpending;
import org.pluspeer.node.account.Quoting;
import org.pluspeer.node.account.RequestDesk;
import org.pluspeer.node.account.SpendDesk;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ContractDesk;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Seal;
import org.pluspeer.node.chain.StandIn;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.deal.DealRoom;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.http.Api;
import org.pluspeer.node.ledger.HistoryDesk;
import org.pluspeer.node.ledger.LedgerLook;
import org.pluspeer.node.ledger.LedgerWatch;
import org.pluspeer.node.ledger.Reconciling;
import org.pluspeer.node.ledger.SheetCheck;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.node.sale.PlainSource;
import org.pluspeer.node.sale.PurchaseDesk;
import org.pluspeer.node.sale.SaleDesk;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.sale.SalePorts;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.node.sale.SaleSettings;
import org.pluspeer.node.store.PeerStore;
import org.pluspeer.node.trade.CallReasons;
import org.pluspeer.node.trade.CatalogWares;
import org.pluspeer.node.trade.ChainTold;
import org.pluspeer.node.trade.ChainView;
import org.pluspeer.node.trade.DealBook;
import org.pluspeer.node.trade.Orders;
import org.pluspeer.node.trade.ProgramPurchases;
import org.pluspeer.node.trade.Secrets;
import org.pluspeer.node.trade.Sightings;
import org.pluspeer.node.trade.Signatures;
import org.pluspeer.node.trade.Unattended;
import org.pluspeer.wallet.eth.Address;

/** The fifth stage: listings, purchases, sales and the account, joined to the stages before. */
record TradeStage(
        Closer closer,
        ChainStage chain,
        TransactionDesks transactions,
        SaleRoom room,
        SeedDesk seeds,
        BandwidthStage bandwidth,
        DealRoom deals,
        ChannelStage channels,
        ListingDesk listings,
        Showcase showcase,
        Uploads uploads,
        AccountDesk account,
        CallReasons calls,
        Api.Money money)
        implements AutoCloseable {

    /** The stages that it stands on. */
    record Ground(
            Settings settings,
            StorageStage storage,
            KeyStage keys,
            ChainStage chain,
            NetworkStage network,
            SigningDesk signing,
            Inbox inbox) {}

    /** What it uses of the world. */
    record World(Bell bell, InstantSource clock, SecureRandom random) {}

    static TradeStage prepare(Ground ground, Conduct conduct, World world) {
        Closer closer = new Closer();
        try {
            TransactionDesks transactions = closer.add(transactions(ground, world));
            StorageStage storage = ground.storage();
            CatalogWares wares = new CatalogWares(storage.catalog(), storage.blobs(), storage.own(), () -> world.clock()
                    .instant()
                    .getEpochSecond());
            Orders orders = orders(ground, transactions);
            BandwidthStage bandwidth = new BandwidthStage(ground, wares, world.clock());
            SalePorts ports = ports(ground, world, orders, wares, bandwidth, closer);
            CipherStore ciphers = new CipherStore(ground.storage().blobs());
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            SaleRoom room = closer.add(room(ground, world, ports, new Workplace(conduct, ciphers, threads), closer));
            Shelf shelf = new Shelf(ground.network().contents()::seeded);
            var given = new ContentStage.Given(ciphers, shelf, bandwidth.money());
            SeedDesk seeds = closer.add(ContentStage.seeds(ground, ports, given, threads, world.clock()));
            orders.listen(room::onReport);
            ground.chain().follower().follow(transactions);
            ground.chain().follower().follow(new ChainTold(room, world.bell()));
            ChannelStage channels = closer.add(ChannelStage.prepare(ground, world, transactions, ports.peers(), wares));
            answer(ground, room, seeds);
            bandwidth.answer(channels, room.sales().ciphers(), shelf);
            var content = new DealStage.Content(room.sales().ciphers(), shelf, bandwidth.handover());
            DealStage deals = closer.add(DealStage.prepare(ground, world, transactions, ports, content));
            DealStage.sweep(storage, deals.room(), world.clock());
            Uploads uploads = new Uploads(storage.blobs());
            Showcase showcase = showcase(ground, world, uploads, room.purchases()::estimate);
            ListingDesk listings = listings(ground, world, showcase, (shape, root, blob) -> {
                try (PlainSource source = wares.source(blob)) {
                    return room.sales().share(shape, root, source);
                }
            });
            CallReasons calls = CallReasons.of(storage.journal(), world.clock());
            Word word = new Word(
                    calls, List.of(deals.room().ledger(), channels.room().ledger()));
            Api.Money money = money(ground, world, transactions, new DealBook(room), word);
            List<Books> books =
                    List.of(calls, deals.room().books(), channels.room().books(), money.history());
            AccountDesk account = account(ground, transactions, new DealBook(room), books);
            return new TradeStage(
                    closer,
                    ground.chain(),
                    transactions,
                    room,
                    seeds,
                    bandwidth,
                    deals.room(),
                    channels,
                    listings,
                    showcase,
                    uploads,
                    account,
                    calls,
                    money);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static Orders orders(Ground ground, TransactionDesks transactions) {
        return new Orders(contract(ground, transactions, Exchange.ADDRESS), ground.signing(), ground.inbox());
    }

    static ContractDesk contract(Ground ground, TransactionDesks transactions, Address contract) {
        return new ContractDesk(
                contract,
                transactions.main(),
                new StandIn(
                        transactions.of(ground.keys().vault().operations()),
                        ground.keys().vault()::isLocked),
                ground.signing(),
                ground.chain().client(),
                ground.chain().tokens());
    }

    private static AccountDesk account(Ground ground, TransactionDesks transactions, Deals deals, List<Books> books) {
        ChainStage chain = ground.chain();
        return new AccountDesk(
                ground.signing().account(),
                new AccountDesk.Holdings(chain.book(), chain.tokens(), chain.exchange()),
                transactions.main(),
                deals,
                books);
    }

    /** What was under way goes on. */
    void start() {
        transactions.start();
        room.start();
        deals.start();
        channels.room().start();
        boolean busy = room.isBusy() || deals.isBusy() || channels.room().isBusy();
        // The bundled chain is short; and what is open may have begun before the cursor was lost.
        if (chain.bundled().isPresent() || busy) {
            chain.follower().start();
        } else {
            chain.follower().startFromNow();
        }
        // It is the first to stop: nobody below is told anything while closing.
        closer.add(chain.follower());
        // Money comes first.
        seeds.start();
    }

    /** What programs buy, and how what they send is carried out. */
    Api.Programs forPrograms(TrustStage trust) {
        return new Api.Programs(
                new ProgramPurchases(room.purchases(), trust.signing(), trust.inbox(), trust.apps(), showcase::kind),
                new ProgramSpending(money.spending(), chain.book(), money.payees(), trust.inbox()));
    }

    Api.Storage storage() {
        return new Api.Storage(deals.storage(listings, uploads), deals.keeping());
    }

    PurchaseDesk purchases() {
        return room.purchases();
    }

    Unattended unattended() {
        return new Unattended(room);
    }

    SaleDesk sales() {
        return room.sales();
    }

    private static TransactionDesks transactions(Ground ground, World world) {
        var follower = ground.chain().follower();
        Runnable bell = () -> {
            follower.ring();
            world.bell().ring(Topic.WALLET);
        };
        return new TransactionDesks(
                new TransactionDesk.Office(
                        ground.chain().client(),
                        ground.signing(),
                        ground.storage().journal(),
                        Seal.of(ground.keys().secrets().box("transactions"), world.random()),
                        world.clock(),
                        bell),
                TransactionDesk.Settings.standard());
    }

    /** What rooms say of their money. */
    private record Word(CallReasons calls, List<LedgerWord> ledgers) {}

    private static Api.Money money(Ground ground, World world, TransactionDesks transactions, Deals deals, Word word) {
        ChainStage chain = ground.chain();
        OwnAccounts accounts = () -> ground.keys().accounts().all().stream()
                .sorted(Comparator.comparing(account -> !account.main()))
                .map(account -> new OwnAccounts.Account(account.address(), account.name()))
                .toList();
        AddressBook contacts = new AddressBook(ground.storage().journal(), world.clock(), chain.book());
        Payees payees = new Payees(accounts, contacts, transactions, chain.book());
        Quoting quoting = new Quoting(chain.client(), chain.book(), chain.tokens(), accounts, payees);
        StorageStage storage = ground.storage();
        var look = new LedgerLook(chain.client(), chain.book(), chain.tokens(), chain.exchange(), transactions, deals);
        LedgerWatch watch = new LedgerWatch(look, accounts, storage.journal());
        chain.follower().follow(watch);
        HistoryDesk history = new HistoryDesk(
                storage.store(),
                storage.journal()::position,
                watch,
                chain.book(),
                payees,
                new HistoryDesk.Why(deals, word.calls()));
        return new Api.Money(
                new SpendDesk(accounts, chain.book(), chain.tokens(), transactions, quoting, payees),
                new RequestDesk(chain.client().chainId(), accounts, chain.book(), payees),
                contacts,
                payees,
                history,
                new Reconciling(
                        history,
                        watch,
                        new Reconciling.Chain(chain.book(), chain.tokens(), chain.exchange()),
                        new SheetCheck(ground.signing().account(), deals, word.calls(), word.ledgers())),
                ground.settings().directory().root().resolve("history.csv"));
    }

    private static SalePorts ports(
            Ground ground, World world, Orders orders, CatalogWares wares, BandwidthStage bandwidth, Closer closer) {
        ChainStage chain = ground.chain();
        return new SalePorts(
                new ChainView(
                        chain.venue(),
                        chain.client(),
                        chain.exchange(),
                        chain.tokens(),
                        chain.book(),
                        chain::isCaughtUp),
                orders,
                new Signatures(ground.signing(), chain.venue(), ground.keys().vault()::isLocked),
                closer.add(new Secrets(ground.keys().secrets(), world.random())),
                bandwidth.peers(),
                wares,
                bandwidth.fetcher(world.random()));
    }

    /** What sales and what is seeded share. */
    private record Workplace(Conduct conduct, CipherStore ciphers, ExecutorService threads) {}

    private static SaleRoom room(Ground ground, World world, SalePorts ports, Workplace place, Closer closer) {
        ClockAlarms alarms = closer.add(new ClockAlarms(place.threads()));
        Workshop workshop = new Workshop(place.threads(), alarms, world.clock(), world.random(), Backoff.standard());
        return SaleRoom.open(
                ports,
                workshop,
                SaleSettings.with(ground.settings().windows()),
                place.conduct(),
                new SaleRoom.Place(
                        ground.storage().journal(),
                        ground.storage().blobs(),
                        place.ciphers(),
                        id -> ring(world.bell(), Topic.PURCHASES),
                        id -> ring(world.bell(), Topic.SALES)));
    }

    private static void ring(Bell bell, Topic topic) {
        bell.ring(topic);
        bell.ring(Topic.WALLET);
    }

    private static void answer(Ground ground, SaleRoom room, SeedDesk seeds) {
        NetworkStage network = ground.network();
        ContentStage.spare(ground, room, seeds);
        network.network()
                .onMessage(OfferRequest.class, (from, m) -> room.sales().onOfferRequest(caller(from), m));
        network.network().onMessage(KeyRequest.class, (from, m) -> room.sales().onKeyRequest(caller(from), m));
        network.network().onMessage(OfferDrop.class, (from, m) -> room.sales().onOfferDrop(caller(from), m));
        network.network().onMessage(ReleasePut.class, (from, m) -> room.sales().onReleasePut(caller(from), m));
    }

    static SalePeers.Caller caller(PeerInfo peer) {
        return new SalePeers.Caller(peer.node(), peer.account());
    }

    private static Showcase showcase(Ground ground, World world, Uploads uploads, Showcase.Prices prices) {
        Sightings sightings = new Sightings(
                ground.network().network(),
                new PeerStore(ground.storage().store().database()),
                world.clock(),
                world.bell());
        ground.network().network().watch(sightings);
        return new Showcase(
                ground.chain().venue(),
                new Showcase.Sources(
                        ground.storage().catalog(),
                        ground.storage().index(),
                        ground.chain().book(),
                        uploads),
                sightings,
                prices,
                world.clock());
    }

    private static ListingDesk listings(Ground ground, World world, Showcase showcase, ListingDesk.Sharing sharing) {
        StorageStage storage = ground.storage();
        return new ListingDesk(
                ground.chain().venue(),
                ground.signing(),
                new ListingDesk.Keeping(storage.journal(), storage.store(), storage.blobs(), storage.own(), sharing),
                ground.network().listings(),
                showcase,
                () -> contact(ground),
                new ListingDesk.Chance(world.clock(), world.random()));
    }

    private static Contact contact(Ground ground) {
        List<String> addresses = ground
                .network()
                .network()
                .listening()
                .filter(address ->
                        !address.host().equals("0.0.0.0") && !address.host().equals("::"))
                .map(HostPort::toString)
                .stream()
                .toList();
        return new Contact(ground.keys().node().address(), addresses);
    }

    @Override
    public void close() {
        closer.close();
    }
}
