using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payments;

public sealed class PaymentOrderTests(PaymentOrderTests.Fixture fixture) : IClassFixture<PaymentOrderTests.Fixture>
{
    private PaymentsApp App => fixture.App;

    [Fact]
    public async Task An_order_of_250_salaries_is_one_file_however_often_it_is_asked_for()
    {
        await App.OpenAsync("whole");
        var first = await App.AddAsync("whole", 1, PaymentsApp.Salaries(1, 150));
        var second = await App.AddAsync("whole", 2, PaymentsApp.Salaries(151, 100));
        var again = await App.AddAsync("whole", 1, PaymentsApp.Salaries(1, 150));
        var sealing = await App.SealAsync("whole", 2);
        App.Time.Advance(TimeSpan.FromHours(3));
        var resealed = await App.SealAsync("whole", 2);

        Assert.Equal((150, 100), (first.Count, second.Count));
        Assert.Equal((first.Count, first.Sum), (again.Count, again.Sum));
        Assert.Empty(first.Refused.Concat(first.Notices));
        Assert.Equal((PaymentOrderState.Sealed, 250, Money.Euros(250_313.75m)), (sealing.State, sealing.Count, sealing.Sum)); // 250 x 1000 + 0.01 x 250 x 251 / 2
        Assert.Equal(sealing, resealed);
        var row = await App.Runner.Services.GetRequiredService<PaymentStore>().FindOrderAsync(PaymentsApp.Order("whole"), CancellationToken.None);
        Assert.Equal(sealing.FileDigest, await App.Runner.Services.GetRequiredService<PaymentFiles>().DigestAsync(row!, CancellationToken.None));

        Assert.Equal(HttpStatusCode.Conflict, (await App.FileAsync("whole")).Status);
        (await App.PostAsync("whole/export", PaymentsApp.Paola)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync("whole/export", PaymentsApp.Petra)).Status);
        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync("whole/export", PaymentsApp.Petra)).Status);
        var (status, bytes, tag) = await App.FileAsync("whole");
        var file = XDocument.Parse(System.Text.Encoding.UTF8.GetString(bytes));

        Assert.Equal((HttpStatusCode.OK, $"\"{sealing.FileDigest}\""), (status, tag));
        Assert.Equal(sealing.FileDigest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(["250", "250"], Values(file, "NbOfTxs"));
        Assert.Equal(["250313.75", "250313.75"], Values(file, "CtrlSum"));
        Assert.Equal(250_313.75m, Values(file, "InstdAmt").Sum(amount => decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(250, Values(file, "EndToEndId").Distinct(StringComparer.Ordinal).Count());
        (await App.PostAsync("whole/cancel", PaymentsApp.Petra)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal(HttpStatusCode.Forbidden, (await App.FileAsync("whole", "bianca")).Status);
    }

    [Fact]
    public async Task A_person_is_in_one_live_order_only_and_a_cancelled_order_frees_its_debts()
    {
        await App.OpenAsync("first");
        await App.OpenAsync("other");
        await App.AddAsync("first", 1, PaymentsApp.Salaries(1_000, 3));
        var refused = await App.AddAsync("other", 1, [.. PaymentsApp.Salaries(1_001, 3), PaymentsApp.Salary(1_003)]);

        Assert.Equal(1, refused.Count); // 1003, once
        Assert.Equal(
            [(PayableProblem.AlreadyOrdered, "first"), (PayableProblem.AlreadyOrdered, "first"), (PayableProblem.AlreadyOrdered, "other")],
            refused.Refused.Select(finding => (finding.Problem, finding.OrderId)));

        await App.SealAsync("first", 1);
        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync("first/cancel", PaymentsApp.Petra)).Status);
        await App.OpenAsync("third");
        var taken = await App.AddAsync("third", 1, PaymentsApp.Salaries(1_000, 4));

        Assert.Equal([(PaymentsApp.Salary(1_003).Key, "other")], taken.Refused.Select(finding => (finding.Key, finding.OrderId)));
        // What the first answer said stays said.
        Assert.Equal(3, (await App.AddAsync("other", 1, [.. PaymentsApp.Salaries(1_001, 3), PaymentsApp.Salary(1_003)])).Refused.Count);
        var lines = await App.GetAsync("first/parts/1");
        Assert.All(lines.Items, line => Assert.Equal("Cancelled", line.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Two_orders_that_want_the_same_debts_at_the_same_time_share_them_out()
    {
        await App.OpenAsync("left");
        await App.OpenAsync("right");
        var both = await Task.WhenAll(App.AddAsync("left", 1, PaymentsApp.Salaries(2_000, 300)), App.AddAsync("right", 1, [.. PaymentsApp.Salaries(2_000, 300).Reverse()]));

        Assert.Equal(300, both.Sum(part => part.Count));
        Assert.Equal(300, both.Sum(part => part.Refused.Count));
        Assert.All(both[0].Refused, finding => Assert.Equal("right", finding.OrderId));
    }

    [Fact]
    public async Task Debts_that_cannot_be_paid_are_named_and_the_rest_goes_on()
    {
        await App.OpenAsync("mixed");
        var noAccount = PaymentsApp.Salary(3_000) with { Creditor = new Creditor("Nobody", Account: null) };
        var longName = PaymentsApp.Salary(3_001) with { Creditor = PaymentsApp.Salary(3_001).Creditor with { Name = new string('é', 150) } };
        var linesOnly = PaymentsApp.Salary(3_002) with { Creditor = PaymentsApp.Salary(3_002).Creditor with { Address = new PostalAddress(null, null) { Lines = ["Via Po 1"] } } };

        var part = await App.AddAsync("mixed", 1, [noAccount, longName, linesOnly]);

        Assert.Equal(1, part.Count);
        Assert.Equal([(noAccount.Key, PayableProblem.AccountMissing), (linesOnly.Key, PayableProblem.AddressUnstructured)], part.Refused.Select(finding => (finding.Key, finding.Problem)));
        Assert.Equal([(longName.Key, PayableProblem.NameCut)], part.Notices.Select(finding => (finding.Key, finding.Problem)));
    }

    [Fact]
    public async Task A_part_whose_debts_turned_out_to_be_none_does_not_stop_the_seal()
    {
        await App.OpenAsync("hole");
        var empty = await App.AddAsync("hole", 1, []);
        await App.AddAsync("hole", 2, PaymentsApp.Salaries(30_000, 2));

        Assert.Equal(0, empty.Count);
        Assert.Equal(2, (await App.SealAsync("hole", 2)).Count);
    }

    [Fact]
    public async Task An_order_that_is_asked_for_wrongly_is_refused_with_a_reason()
    {
        var request = PaymentsApp.Request("odd");
        var actor = PaymentsApp.Actor(App.Runner);
        async Task<PaymentRefusal?> OpenAsync(PaymentOrderRequest asked) => (await App.Orders.OpenAsync(asked, actor, CancellationToken.None)).Refusal;

        Assert.Equal(PaymentRefusal.Unfit, await OpenAsync(request with { Order = PaymentsApp.Order("a/b") }));
        Assert.Equal(PaymentRefusal.Unfit, await OpenAsync(request with { Order = PaymentsApp.Order("settlements") }));
        Assert.Equal(PaymentRefusal.NotABankDay, await OpenAsync(request with { Terms = request.Terms with { ExecutionDate = new(2026, 11, 28) } }));
        Assert.Equal(PaymentRefusal.FormatUnfit, await OpenAsync(request with { Terms = request.Terms with { Currency = Currency.Ron } }));
        Assert.Equal(PaymentRefusal.DebtorUnfit, await OpenAsync(request with { Terms = request.Terms with { Debtor = request.Terms.Debtor with { Name = "王" } } }));
        Assert.Null(await OpenAsync(request));
        Assert.Null(await OpenAsync(request));
        Assert.Equal(PaymentRefusal.Differs, await OpenAsync(request with { PreparedBy = "somebody" }));
        Assert.Equal(PaymentRefusal.Unfit, (await App.Orders.AddPartAsync(request.Order, 0, PaymentsApp.Salaries(1, 1), CancellationToken.None)).Refusal);
        Assert.Equal(PaymentRefusal.NotFound, (await App.Orders.AddPartAsync(PaymentsApp.Order("none"), 1, PaymentsApp.Salaries(1, 1), CancellationToken.None)).Refusal);
        Assert.Equal(PaymentRefusal.PartsMissing, (await App.Orders.SealAsync(request.Order, 1, actor, CancellationToken.None)).Refusal);
        await App.AddAsync("odd", 1, PaymentsApp.Salaries(4_000, 1));
        Assert.Equal(PaymentRefusal.Differs, (await App.Orders.AddPartAsync(request.Order, 1, PaymentsApp.Salaries(4_001, 1), CancellationToken.None)).Refusal);
        await App.SealAsync("odd", 1);
        Assert.Equal(PaymentRefusal.Transition, (await App.Orders.AddPartAsync(request.Order, 2, PaymentsApp.Salaries(4_002, 1), CancellationToken.None)).Refusal);
        Assert.Equal(PaymentRefusal.Differs, (await App.Orders.SealAsync(request.Order, 2, actor, CancellationToken.None)).Refusal);
        Assert.Equal(1, (await App.AddAsync("odd", 1, PaymentsApp.Salaries(4_000, 1))).Count);
    }

    [Fact]
    public async Task An_order_that_is_being_built_is_taken_back_by_its_builder_alone()
    {
        await App.OpenAsync("built");
        (await App.PostAsync("built/cancel", PaymentsApp.Petra)).AssertRefused(HttpStatusCode.Conflict, "order-being-built");
        Assert.Equal(PaymentOrderState.Cancelled, PaymentsApp.Value(await App.Orders.CancelAsync(PaymentsApp.Order("built"), "Nobody is in it", PaymentsApp.Actor(App.Runner), CancellationToken.None)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_that_a_try_decided_before_it_died_is_what_is_paid_and_nobody_else_stays_claimed(bool isDecided)
    {
        var (first, second) = ($"died-{isDecided}", $"after-{isDecided}");
        var (services, order) = (App.Runner.Services, PaymentsApp.Order(first));
        var salaries = PaymentsApp.Salaries(isDecided ? 8_000 : 8_100, 4);
        await App.OpenAsync(first);
        var before = PartContent.DigestOf(salaries.Take(3)); // the try that died had the first three
        await services.GetRequiredService<PaymentClaims>().TakeAsync(order, (1, before), salaries.Take(3).Select((salary, index) => (index + 1, salary.Key)), CancellationToken.None);
        if (isDecided)
        {
            var content = new PartContent(before, [.. salaries.Take(3).Select((salary, index) => new PartLine(index + 1, salary, Refusal: null, HeldBy: null))]);
            await services.GetRequiredService<PaymentBlobs>().KeepPartAsync(order, 1, content, CancellationToken.None);
        }

        var tried = await App.Orders.AddPartAsync(order, 1, [.. salaries.Skip(1)], CancellationToken.None); // this one has the last three
        var stored = PaymentsApp.Value(await App.Orders.FindPartAsync(order, 1, CancellationToken.None));
        await App.SealAsync(first, 1);
        await App.OpenAsync(second);
        var after = await App.AddAsync(second, 1, salaries);

        Assert.Equal(isDecided ? PaymentRefusal.Differs : null, tried.Refusal);
        Assert.Equal(isDecided ? salaries.Take(3).Select(salary => salary.Key) : salaries.Skip(1).Select(salary => salary.Key), stored.Ordered);
        Assert.Equal([isDecided ? salaries[3].Key : salaries[0].Key], after.Ordered); // each of the four is in one order
    }

    [Fact]
    public async Task Five_hundred_debts_are_a_handful_of_writes()
    {
        await App.OpenAsync("cheap");
        var before = App.Writes;
        await App.AddAsync("cheap", 1, PaymentsApp.Salaries(7_000, 500));

        Assert.InRange(App.Writes - before, 7, 14); // claims: 6 partitions, one or two transactions each; a blob; a row
    }

    [Fact]
    public async Task Who_prepared_an_order_does_not_hand_it_over()
    {
        Assert.Null((await App.Orders.OpenAsync(PaymentsApp.Request("four-eyes") with { PreparedBy = "paola-too" }, PaymentsApp.Actor(App.Runner), CancellationToken.None)).Refusal);
        await App.AddAsync("four-eyes", 1, PaymentsApp.Salaries(5_000, 1));
        await App.SealAsync("four-eyes", 1);

        (await App.PostAsync("four-eyes/export", "paola-too")).AssertRefused(HttpStatusCode.Forbidden, "four-eyes");
        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync("four-eyes/export", PaymentsApp.Petra)).Status);
    }

    [Fact]
    public async Task Domestic_orders_are_files_of_lines()
    {
        var request = PaymentsApp.Request("zloty");
        var account = Iban.Read("PL61109010140000071219812874").Value!;
        var terms = request.Terms with { Debtor = new Debtor("Acme Sp. z o.o.", account), Currency = Currency.Pln, Format = PaymentFormat.PlnCsv };
        Assert.Null((await App.Orders.OpenAsync(request with { Terms = terms }, PaymentsApp.Actor(App.Runner), CancellationToken.None)).Refusal);
        await App.AddAsync("zloty", 1, [new Payable(new PayableKey("salary", "2026-11", "pl-1"), new Creditor("Żaneta Łąk", account), new Money(5_000, Currency.Pln))]);
        await App.SealAsync("zloty", 1);
        await App.PostAsync("zloty/export", PaymentsApp.Petra);

        var lines = System.Text.Encoding.UTF8.GetString((await App.FileAsync("zloty")).Bytes).Split("\r\n");

        Assert.Equal(3, lines.Length);
        Assert.Equal($"{PaymentsApp.EndToEnd("zloty", 1, 1)},Acme Sp. z o.o.,61109010140000071219812874,Żaneta Łąk,61109010140000071219812874,,5000.00,PLN,2026-11-27,SALA,", lines[1]);
    }

    [Fact]
    public async Task Orders_are_listed_and_shown_without_names_and_accounts()
    {
        await App.ExportedAsync("shown", PaymentsApp.Salaries(6_000, 2));

        var list = await App.GetAsync("?state=Exported&top=100", PaymentsApp.Paola);
        var one = await App.GetAsync("shown", PaymentsApp.Paola);
        var parts = await App.GetAsync("shown/parts", PaymentsApp.Paola);
        var lines = await App.GetAsync("shown/parts/1");

        Assert.Contains(list.Items, item => item.GetProperty("orderId").GetString() == "shown");
        Assert.Equal(["Open", "Seal", "Export"], one.Json.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("event").GetString()));
        Assert.Equal(2, parts.Items.Single().GetProperty("ordered").GetInt32());
        Assert.Equal(PaymentsApp.EndToEnd("shown", 1, 2), lines.Items[1].GetProperty("endToEndId").GetString());
        Assert.All([list, one, parts, lines], answer => Assert.DoesNotMatch("Șerban|Serban|DE8937|RO49", answer.Text));
        (await App.GetAsync("none")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await App.GetAsync("shown/parts/9")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await App.GetAsync("?state=Nowhere")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static List<string> Values(XDocument file, string element) => [.. file.Descendants().Where(one => one.Name.LocalName == element).Select(one => one.Value)];

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly AzuriteFixture azurite = new();
        private PaymentsApp? app;

        internal PaymentsApp App => app!;

        public async ValueTask InitializeAsync()
        {
            await azurite.InitializeAsync();
            app = await PaymentsApp.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await azurite.DisposeAsync();
        }
    }
}
