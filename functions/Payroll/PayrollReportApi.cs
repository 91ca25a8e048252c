using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Serialization;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The papers of a run over HTTP: register, dues, comparison.</summary>
public sealed class PayrollReportApi(PayrollRuns runs, RunReports reports)
{
    private const string NotCalculated = "not-calculated";

    /// <summary>In percent: what a clerk looks at first.</summary>
    private const decimal UsualMove = 10;

    /// <summary>The payroll register (libro unico, stat de salarii, lista płac) as CSV, one row a person, in the country's language.</summary>
    [Function("GetPayrollRegister")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Csv)]
    [Refuses(404, "not-found")]
    [Refuses(409, NotCalculated)]
    public async Task<IResult> RegisterAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/register")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(tenant, run, cancellationToken);
        return TypedResults.Stream(target => reports.WriteCsvAsync(target, row, cancellationToken), MediaTypeNames.Text.Csv, $"{row.RunId}-r{row.Round}.csv");
    }

    /// <summary>The same as a page to print, with the sums at its end.</summary>
    [Function("GetPayrollRegisterPage")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Html)]
    [Refuses(404, "not-found")]
    [Refuses(409, NotCalculated)]
    public async Task<IResult> RegisterPageAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/register-page")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(tenant, run, cancellationToken);
        return TypedResults.Stream(target => reports.WritePageAsync(target, row, cancellationToken), "text/html; charset=utf-8");
    }

    /// <summary>What the run makes the employer owe to authorities, creditors and funds, each with its base, code and day. Filing formats are not made here.</summary>
    [Function("GetPayrollDues")]
    [Allow]
    [Gives(200, typeof(IReadOnlyList<DueView>))]
    [Refuses(404, "not-found")]
    [Refuses(409, NotCalculated, "no-due-rule")]
    public async Task<IResult> DuesAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/dues")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(tenant, run, cancellationToken);
        var payees = await reports.PayeesAsync(row, cancellationToken);
        return TypedResults.Ok((await reports.DuesAsync(row, cancellationToken)).Select(due => DueView.From(due, payees)));
    }

    /// <summary>The sums by code beside those of the month before, the largest change first.</summary>
    [Function("ComparePayrollRun")]
    [Allow]
    [Gives(200, typeof(RunComparison))]
    [Refuses(404, "not-found")]
    [Refuses(409, NotCalculated)]
    public async Task<IResult> CompareAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/comparison")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
        => TypedResults.Ok(await reports.CompareAsync(await RequireAsync(tenant, run, cancellationToken), cancellationToken));

    /// <summary>Each person's slip beside that of the month before, with the codes that moved: those whose net moved by more than ?over= percent (10 when left out), who are new, or who are gone.</summary>
    [Function("ComparePayrollPeople")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Paged]
    [Query("over", "Percent, 0 to 1000; 0 for everybody whose net moved.")]
    [Gives(200, typeof(Page<SlipDifference>))]
    [Refuses(409, NotCalculated)]
    public async Task<IResult> ComparePeopleAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/comparison/people")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var people = await reports.ComparePeopleAsync(await RequireAsync(tenant, run, cancellationToken), OverOf(request), cancellationToken);
        return TypedResults.Ok(await Paging.ReadAsync(request, people, difference => difference, cancellationToken));
    }

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    private static decimal OverOf(HttpRequest request)
        => request.Query["over"].FirstOrDefault() is not { } text ? UsualMove
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var over) && over is >= 0 and <= 1_000 ? over
            : throw RefusedException.Invalid("'over' is a percentage from 0 to 1000.");

    /// <summary>Found before the answer begins: what is refused after that cannot be told any more.</summary>
    private async Task<RunRow> RequireAsync(string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        RunReports.RequireCalculated(row);
        return row;
    }
}

/// <summary>What is owed to one authority under one code.</summary>
/// <param name="Rule">Of the dues of the country.</param>
/// <param name="Name">What it is.</param>
/// <param name="Authority">Or the creditor, or the fund.</param>
/// <param name="Code">Under which it is declared or paid.</param>
/// <param name="Party">Region, municipality, creditor or fund, where it is due by party.</param>
/// <param name="PartyName">What the creditor or fund is called, as the pay group's payees say; its code where they do not.</param>
/// <param name="Period">The month it is for.</param>
/// <param name="Base">12.50 EUR; for information, null when it has none.</param>
/// <param name="Amount">12.50 EUR; negative when it is set off against others.</param>
/// <param name="DueOn">The last day, moved off weekends and holidays.</param>
internal sealed record DueView(string Rule, string Name, string Authority, string Code, string? Party, string? PartyName, Period Period, string? Base, string Amount, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate DueOn)
{
    public static DueView From(Due due, IReadOnlyDictionary<string, string> payees) => new(due.Rule, due.Name, due.Authority, due.Code, due.Party, due.PartyName(payees), due.Period, due.Base?.ToString(), $"{due.Amount}", due.DueOn);
}
