using System.Net;
using BackOffice.Payments.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payments;

/// <summary>Marks of which a failure cut the rest off, and what a bank says before anybody made up for it.</summary>
public sealed class PaymentMarksTests : IClassFixture<AzuriteFixture>
{
    private static readonly object Letter = new { day = "2026-11-25", reason = "By letter" };

    [Fact]
    public async Task An_order_half_marked_by_hand_is_marked_to_its_end_whatever_the_bank_says_in_between()
    {
        await using var app = await PaymentsApp.StartAsync(services => services.AddSingleton<IPayableOwner, FailingOwner>());
        await app.OpenAsync("half");
        await app.AddAsync("half", 1, PaymentsApp.Salaries(1, 2));
        await app.AddAsync("half", 2, PaymentsApp.Salaries(3, 2));
        await app.SealAsync("half", 2);
        await app.PostAsync("half/export", PaymentsApp.Petra);

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.PostAsync("half/paid", PaymentsApp.Petra, Letter)).Status); // the first part is marked, and nobody told of it
        await app.ImportAsync(BankMessages.Statement(10_000, (PaymentsApp.EndToEnd("half", 2, 2), 1_000.04m, "AC04")));
        var between = await app.Orders.FindAsync(PaymentsApp.Order("half"), CancellationToken.None);
        await SweepAsync(app, "half");

        Assert.Equal((2, 1), (between!.Paid, between.Returned));
        var done = (await app.Orders.FindAsync(PaymentsApp.Order("half"), CancellationToken.None))!;
        Assert.Equal((PaymentOrderState.Settled, 3, 1), (done.State, done.Paid, done.Returned));
        Assert.Equal(["half Paid p00001", "half Paid p00002", "half Paid p00003", "half Returned p00004 AC04"], await PaymentsApp.ToldAsync(app.Account));
        Assert.Equal(["half|1|200003|0", "half|2|100004|100004", "half|3|100003|0"], await PaymentsApp.MovedAsync(app.Account)); // 1000.01 + 1000.02; 1000.04 out and in; 1000.03
    }

    [Fact]
    public async Task A_line_marked_by_hand_of_which_nobody_heard_is_told_though_a_bank_message_came_after_it()
    {
        await using var app = await PaymentsApp.StartAsync(services => services.AddSingleton<IPayableOwner, FailingOwner>());
        await app.ExportedAsync("line", PaymentsApp.Salaries(1, 2));

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.PostAsync($"line/lines/{PaymentsApp.EndToEnd("line", 1, 1)}/paid", PaymentsApp.Petra)).Status);
        await app.ImportAsync(BankMessages.Statement(10_000, (PaymentsApp.EndToEnd("line", 1, 2), 1_000.02m, null)));
        Assert.Equal(["line Paid p00002"], await PaymentsApp.ToldAsync(app.Account));
        await SweepAsync(app, "line");

        Assert.Equal(["line Paid p00001", "line Paid p00002"], await PaymentsApp.ToldAsync(app.Account));
    }

    /// <summary>Waits for the sweep that makes up for what was cut off.</summary>
    private static async Task SweepAsync(PaymentsApp app, string order)
    {
        var store = app.Runner.Services.GetRequiredService<PaymentStore>();
        for (var minute = 0; minute < 30; minute++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            for (var look = 0; look < 10; look++)
            {
                if (await store.FindOrderAsync(PaymentsApp.Order(order), CancellationToken.None) is { HasNews: false })
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        Assert.Fail("Nobody made up for what was cut off.");
    }

    /// <summary>Does not answer the first time it is told something.</summary>
    private sealed class FailingOwner(Azure.Data.Tables.TableServiceClient tables) : IPayableOwner
    {
        private readonly WritingOwner writing = new(tables);
        private int told;

        public string Kind => writing.Kind;

        public Task HearAsync(PayableNews news, CancellationToken cancellationToken)
            => Interlocked.Increment(ref told) == 1 ? throw new InvalidOperationException("The power fails.") : writing.HearAsync(news, cancellationToken);

        public Task<bool> RecordAsync(PaymentMovement movement, CancellationToken cancellationToken) => writing.RecordAsync(movement, cancellationToken);
    }
}
