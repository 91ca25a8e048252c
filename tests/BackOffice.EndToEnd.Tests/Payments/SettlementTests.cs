using System.Net;
using BackOffice.Payments.Domain;
using BackOffice.TestKit;

namespace BackOffice.Payments;

public sealed class SettlementTests(PaymentOrderTests.Fixture fixture) : IClassFixture<PaymentOrderTests.Fixture>
{
    private PaymentsApp App => fixture.App;

    [Fact]
    public async Task A_statement_pays_a_return_reopens_and_the_same_file_answers_the_same()
    {
        await App.ExportedAsync("paid", PaymentsApp.Salaries(1, 3));
        var statement = BankMessages.Statement(
            10_000,
            (Line("paid", 1), 1_000.01m, null),
            (Line("paid", 2), 1_000.02m, null),
            (Line("paid", 2), 1_000.02m, "AC04"),
            (Line("none", 1), 5m, null));

        var first = await App.ImportAsync(statement);
        var second = await App.ImportAsync(statement);

        Assert.Equal((HttpStatusCode.OK, first.Text), (second.Status, second.Text));
        Assert.Equal((2, 1, 0, 1), (Number(first, "paid"), Number(first, "returned"), Number(first, "rejected"), Number(first, "unmatched")));
        Assert.Equal("NotFound", first.Json.GetProperty("firstUnmatched")[0].GetProperty("reason").GetString());
        Assert.Equal((PaymentOrderState.PartlySettled, 1, 1), await StateAsync("paid"));
        Assert.Equal(["paid Paid p00001", "paid Returned p00002 AC04"], (await PaymentsApp.ToldAsync(App.Account)).Where(told => told.StartsWith("paid ", StringComparison.Ordinal)));
        Assert.Equal(["paid|1|200003|100002"], (await PaymentsApp.MovedAsync(App.Account)).Where(moved => moved.StartsWith("paid|", StringComparison.Ordinal))); // 1000.01 and 1000.02 left, 1000.02 came back

        await App.OpenAsync("paid-again");
        var part = await App.AddAsync("paid-again", 1, PaymentsApp.Salaries(1, 3));
        Assert.Equal([PaymentsApp.Salary(1).Key, PaymentsApp.Salary(3).Key], part.Refused.Select(finding => finding.Key));
        Assert.Equal(1, part.Count); // the returned one
    }

    [Fact]
    public async Task A_batch_booked_as_one_sum_settles_all_lines_but_those_refused_before()
    {
        await App.ExportedAsync("batch", PaymentsApp.Salaries(100, 4));
        var refused = await App.ImportAsync(BankMessages.Report("batch", "PART", (Line("batch", 4), "RJCT", "AC01")));
        var wrong = await App.ImportAsync(BankMessages.Batch("batch", 3_999.99m));
        var paid = await App.ImportAsync(BankMessages.Batch("batch", 3_003.03m)); // 1001.00 + 1001.01 + 1001.02

        Assert.Equal(1, Number(refused, "rejected"));
        Assert.Equal("AmountDiffers", wrong.Json.GetProperty("firstUnmatched")[0].GetProperty("reason").GetString());
        Assert.Equal(3, Number(paid, "paid"));
        Assert.Equal((PaymentOrderState.Settled, 3, 0), await StateAsync("batch"));
        Assert.Equal("AC01", (await App.GetAsync("batch/parts/1")).Items[3].GetProperty("reason").GetString());
        Assert.Equal(4, (await PaymentsApp.ToldAsync(App.Account)).Count(told => told.StartsWith("batch ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_order_the_bank_refuses_as_a_whole_frees_every_debt()
    {
        await App.ExportedAsync("refused", PaymentsApp.Salaries(200, 3));
        Assert.Equal(1, Number(await App.ImportAsync(BankMessages.Report("refused", "ACCP")), "accepted"));
        Assert.Equal(PaymentOrderState.Accepted, (await StateAsync("refused")).State);
        Assert.Equal(3, Number(await App.ImportAsync(BankMessages.Report("refused", "RJCT")), "rejected"));

        await App.OpenAsync("refused-again");
        Assert.Empty((await App.AddAsync("refused-again", 1, PaymentsApp.Salaries(200, 3))).Refused);
        Assert.Equal(PaymentOrderState.Rejected, (await StateAsync("refused")).State);
    }

    [Fact]
    public async Task A_debit_without_our_reference_is_found_by_amount_and_account_when_only_one_line_fits()
    {
        var twin = PaymentsApp.Salary(302) with { Amount = PaymentsApp.Salary(300).Amount };
        await App.ExportedAsync("nameless", [PaymentsApp.Salary(300), PaymentsApp.Salary(301), twin]);

        Assert.Equal(1, Number(await App.ImportAsync(BankMessages.Nameless(1_003.01m, "RO49AAAA1B31007593840000", "something")), "paid"));
        var ambiguous = await App.ImportAsync(BankMessages.Nameless(1_003.00m, "DE89370400440532013000", "something"));
        Assert.Equal("Ambiguous", ambiguous.Json.GetProperty("firstUnmatched")[0].GetProperty("reason").GetString());
        var unknown = await App.ImportAsync(BankMessages.Nameless(77.77m, "DE89370400440532013000", "something"));
        Assert.Equal("NotFound", unknown.Json.GetProperty("firstUnmatched")[0].GetProperty("reason").GetString());
        Assert.DoesNotContain("DE8937", ambiguous.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_message_changes_nothing()
    {
        await App.ExportedAsync("damaged", PaymentsApp.Salaries(400, 1));
        var sound = BankMessages.Statement(10_000, (Line("damaged", 1), 1_004.00m, null));

        (await App.ImportAsync(sound[..^20])).AssertRefused(HttpStatusCode.UnprocessableEntity, "bank-message-refused");
        var unbalanced = await App.ImportAsync(sound.Replace("8996.00", "8996.01", StringComparison.Ordinal));
        unbalanced.AssertRefused(HttpStatusCode.UnprocessableEntity, "bank-message-refused");
        Assert.Equal("Unbalanced", unbalanced.Json.GetProperty("findings")[0].GetProperty("kind").GetString());
        (await App.ImportAsync("<b/>", key: "used")).AssertRefused(HttpStatusCode.UnprocessableEntity, "bank-message-refused");
        (await App.ImportAsync("<c/>", key: "used")).AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await App.ImportAsync("<a/>")).AssertRefused(HttpStatusCode.UnprocessableEntity, "bank-message-refused");
        (await App.ImportAsync(sound, PaymentsApp.Paola)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        Assert.Equal((PaymentOrderState.Exported, 0, 0), await StateAsync("damaged"));
        Assert.Equal(1, Number(await App.ImportAsync(sound), "paid"));
        Assert.Equal((PaymentOrderState.Settled, 1, 0), await StateAsync("damaged"));
    }

    [Fact]
    public async Task A_payer_marks_a_line_by_hand_with_a_reason()
    {
        await App.ExportedAsync("by-hand", PaymentsApp.Salaries(500, 2));
        var path = $"by-hand/lines/{Line("by-hand", 1)}";

        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync($"{path}/paid", PaymentsApp.Petra, key: "k1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await App.PostAsync($"{path}/returned", PaymentsApp.Petra, new { reason = "The account is closed" })).Status);
        (await App.PostAsync($"by-hand/lines/{Line("none", 1)}/paid", PaymentsApp.Petra)).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await App.PostAsync($"by-hand/lines/{Line("by-hand", 9)}/paid", PaymentsApp.Petra)).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await App.PostAsync($"{path}/paid", PaymentsApp.Petra, new { reason = "x" })).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal((PaymentOrderState.PartlySettled, 0, 1), await StateAsync("by-hand"));
        var history = (await App.GetAsync("by-hand")).Json.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("reason").GetString()).ToList();
        Assert.Contains($"{Line("by-hand", 1)} Return: The account is closed", history);
        await App.OpenAsync("by-hand-again");
        Assert.Equal(1, (await App.AddAsync("by-hand-again", 1, PaymentsApp.Salaries(500, 2))).Count);
    }

    [Fact]
    public async Task An_order_that_never_left_the_house_is_not_settled()
    {
        await App.OpenAsync("at-home");
        await App.AddAsync("at-home", 1, PaymentsApp.Salaries(600, 1));
        await App.SealAsync("at-home", 1);

        var answer = await App.ImportAsync(BankMessages.Statement(10_000, (Line("at-home", 1), 1_006.00m, null)));

        Assert.Equal("NotAtBank", answer.Json.GetProperty("firstUnmatched")[0].GetProperty("reason").GetString());
        (await App.PostAsync($"at-home/lines/{Line("at-home", 1)}/paid", PaymentsApp.Petra)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
    }

    [Fact]
    public async Task Messages_that_were_taken_in_are_listed()
    {
        await App.ImportAsync(BankMessages.Statement(1));

        Assert.Contains((await App.GetAsync("settlements?top=100")).Items, item => item.GetProperty("state").GetString() == "Done");
    }

    private static string Line(string order, int line) => PaymentsApp.EndToEnd(order, 1, line);

    private static int Number(Documents.Answer answer, string name) => answer.Status == HttpStatusCode.OK ? answer.Json.GetProperty(name).GetInt32() : throw new InvalidOperationException(answer.Text);

    private async Task<(PaymentOrderState State, int Paid, int Returned)> StateAsync(string order)
        => await App.Orders.FindAsync(PaymentsApp.Order(order), CancellationToken.None) is { } found ? (found.State, found.Paid, found.Returned) : default;
}
