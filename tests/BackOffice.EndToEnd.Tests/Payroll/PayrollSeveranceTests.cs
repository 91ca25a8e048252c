using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Italian severance from the last pay to the day on which its coefficient is known: it waits, is listed, and is paid once.</summary>
public sealed class PayrollSeveranceTests : IClassFixture<AzuriteFixture>
{
    private const string Group = "roma";

    private static readonly LocalDate Start = new(2025, 1, 1);

    private static readonly PayGroup Roma = new()
    {
        Id = Group,
        Country = "IT",
        Currency = Currency.Eur,
        Employer = new Employer("Acme S.r.l.", new StreetAddress("Via Roma", "1", "00184", "Roma", "IT"), "01114601006"),
        Accounts = [new DebtorAccount("IT60X0542811101000000123456")],
    };

    [Fact]
    public async Task Who_leaves_before_the_coefficient_is_known_is_paid_the_severance_by_a_final_run_and_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 0, start: new DateTimeOffset(2026, 4, 27, 9, 0, 0, TimeSpan.Zero));
        await app.World.SayOfGroupAsync(Roma, Start, PayrollWorld.Founded);
        await HireAsync(app);

        var february = await app.PayAsync(new { group = Group, period = "2026-02", reason = "The month's pay" });
        var waiting = await app.GetAsync($"acme/payroll/runs/{february}/slips?problem=severance-unpaid");
        await app.World.SayOfGroupAsync(Roma with { Facts = new Dictionary<string, string> { ["tfr.coefficients"] = "2026-02:0.500000" } }, new LocalDate(2026, 3, 1), app.Time.GetUtcNow());
        var march = await app.PayAsync(Final("2026-03"));
        var april = await app.CalculateAsync(Final("2026-04"));
        await app.UntilAsync(april, RunState.Calculated);

        Assert.Equal("rossi", Assert.Single(waiting.Json.GetProperty("items").EnumerateArray()).GetProperty("person").GetString());
        var slip = await SlipAsync(app, march);
        Assert.Equal(4_138.15m + 138.15m + 16.60m, slip.Line("tfr.paid")); // with February's and 0.5 % of 4 000, less 17 % of it
        Assert.True(slip.Line("irpef.tfr") > 0);
        Assert.Equal(slip.Line("tfr.paid") - slip.Line("irpef.tfr"), slip.GetProperty("net").GetDecimal());
        Assert.Empty((await SlipAsync(app, april)).GetProperty("lines").EnumerateArray());
    }

    private static object Final(string period) => new { group = Group, period, kind = "final", people = new[] { "rossi" }, reason = "The severance" };

    private static async Task HireAsync(PayrollApp app)
    {
        var hired = await app.PostAsync($"acme/people/{Group}", new
        {
            person = "rossi",
            reason = "Taken over",
            entries = new object[]
            {
                new { validFrom = "2020-01-01", content = new { identity = new { givenName = "Mario", familyName = "Rossi", bornOn = "1985-03-14" } } },
                new { key = "e1", validFrom = "2020-01-01", content = new { employment = new { hiredOn = "2020-01-01", leavesOn = "2026-02-28" } } },
                new { key = "c1", validFrom = "2020-01-01", content = new { terms = new { monthlyPay = 2_000 } } },
                new { key = "main", validFrom = "2020-01-01", content = new { account = new { iban = "IT60X0542811101000000123456" } } },
                new { key = "2026", validFrom = "2026-02-01", content = new { opening = new Dictionary<string, decimal> { ["tfr"] = 4_138.15m, ["tfr.quota"] = 138.15m } } },
            },
        });
        Assert.True(hired.Status == HttpStatusCode.Created, hired.Text);
    }

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run) => (await app.GetAsync($"acme/payroll/runs/{run}/people/rossi")).Json;
}

/// <summary>Reads a slip as the API gives it.</summary>
file static class Slips
{
    /// <summary>The sum of a slip's lines of a code.</summary>
    public static decimal Line(this JsonElement slip, string code)
        => slip.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("code").GetString() == code).Sum(line => line.GetProperty("amount").GetDecimal());
}
