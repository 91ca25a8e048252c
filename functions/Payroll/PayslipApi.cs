using System.Net.Mime;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.People.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Payslips over HTTP: for the clerks of a run, and by its link for the one person it belongs to.</summary>
public sealed class PayslipApi(PayrollRuns runs, PayslipReader slips, PayslipLinks links, PayrollStore store, RunSlips people, RunCommands commands, TenantStore tenants, Outbox outbox, TimeProvider time)
{
    /// <summary>A person's payslip as a page to print, once the run is posted.</summary>
    [Function("GetPayslip")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Html)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PayrollApi.Route + "/{run}/people/{person}/payslip")] HttpRequest request, string tenant, string run, string person, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        return await PageAsync(row, person, cancellationToken);
    }

    /// <summary>The same for the person who got the link in a message. It holds for this payslip alone, until its day.</summary>
    [Function("OpenPayslipLink")]
    [AllowAnybody("The link itself is the proof: it was sent to the one person whose payslip it opens.")]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Html)]
    [Refuses(404, "not-found")]
    public async Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/{tenant}/payslips/{run}/{person}/{until}/{signature}")] HttpRequest request, string tenant, string run, string person, string until, string signature, CancellationToken cancellationToken)
    {
        var reference = RunCommands.Checked(tenant, run);
        return await tenants.FindAsync(tenant, cancellationToken) is { } known && links.IsOpen(reference, person, (until, signature), known.DayAt(time.GetUtcNow()))
            ? await PageAsync(await runs.RequireAsync(reference, cancellationToken), person, cancellationToken)
            : throw RefusedException.NotFound("This link does not hold, or no longer.");
    }

    /// <summary>Tells one person again where the payslip is, with a new link.</summary>
    [Function("ResendPayslip")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, "no-recipient")]
    public Task<IResult> ResendAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PayrollApi.Route + "/{run}/people/{person}/payslip/resend")] HttpRequest request, string tenant, string run, string person, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
        {
            _ = body.By(actor);
            var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
            _ = await slips.FindAsync(row, person, cancellationToken) ?? throw NoSlip();
            var found = await people.FindAsync(row, person, cancellationToken);
            var recipient = found?.Input.Card?.Recipient ?? throw new RefusedException(StatusCodes.Status409Conflict, "no-recipient", "Nothing is sent to this person: the file names no recipient.");
            var link = links.Make(row.Current, person, PayslipLinks.LastDayOf(actor.Tenant!.DayAt(actor.Now)));
            var notice = PayrollNotices.PayslipAgain(row, (person, recipient), link, actor.Correlation);

            // The same command again: the notification is there, and the write is refused as a whole.
            await store.TryWriteAsync(tenant, [], actor.Now, notice);
            await outbox.SendAsync(PayrollStore.AddressOf(tenant, notice.MessageId), cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    private async Task<IResult> PageAsync(RunRow run, string person, CancellationToken cancellationToken)
        => PersonCheck.ProblemWithId(person) is null && await slips.FindAsync(run, person, cancellationToken) is { } page
            ? TypedResults.Text(page, "text/html; charset=utf-8")
            : throw NoSlip();

    private static RefusedException NoSlip() => RefusedException.NotFound("There is no payslip of this person in this run, or it is not published yet.");
}
