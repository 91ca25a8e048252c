using System.Collections.Frozen;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;
using NodaTime.Text;

namespace BackOffice.Approvals;

/// <summary>The words of the page that a link opens, in one language.</summary>
internal sealed record ApprovalWords(string Language)
{
    private static readonly ZonedDateTimePattern DeadlinePattern = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm z", NodaTime.DateTimeZoneProviders.Tzdb);

    private static readonly FrozenDictionary<string, ApprovalWords> All = new ApprovalWords[]
    {
        new("en")
        {
            Title = "Approval", What = "What", Amount = "Amount", Requester = "Asked by", Deadline = "Answer before", Kind = "Kind",
            Reason = "Reason (needed to refuse)", Approve = "Approve", Refuse = "Refuse", ReasonMissing = "Give a reason of 3 to 500 characters.",
            Approved = "approved", Refused = "refused", Expired = "expired without an answer", Withdrawn = "taken back", Awaiting = "waiting for others",
            YouApproved = "You approved this.", YouRefused = "You refused this.", Closed = "This request is closed:", NotYours = "You cannot decide about this request.",
            SignInFirst = "This decision needs more than the link. Sign in as the person it was sent to, then decide here.", SignIn = "Sign in",
        },
        new("it")
        {
            Title = "Approvazione", What = "Oggetto", Amount = "Importo", Requester = "Richiesta da", Deadline = "Rispondere entro", Kind = "Tipo",
            Reason = "Motivo (obbligatorio per rifiutare)", Approve = "Approva", Refuse = "Rifiuta", ReasonMissing = "Indicare un motivo da 3 a 500 caratteri.",
            Approved = "approvata", Refused = "rifiutata", Expired = "scaduta senza risposta", Withdrawn = "ritirata", Awaiting = "in attesa di altri",
            YouApproved = "Hai approvato questa richiesta.", YouRefused = "Hai rifiutato questa richiesta.", Closed = "La richiesta è chiusa:", NotYours = "Non puoi decidere su questa richiesta.",
            SignInFirst = "Per questa decisione il link non basta. Accedi come la persona a cui è stato inviato, poi decidi qui.", SignIn = "Accedi",
        },
        new("ro")
        {
            Title = "Aprobare", What = "Obiect", Amount = "Sumă", Requester = "Cerută de", Deadline = "Răspuns până la", Kind = "Tip",
            Reason = "Motiv (obligatoriu la respingere)", Approve = "Aprobă", Refuse = "Respinge", ReasonMissing = "Indicați un motiv de 3 până la 500 de caractere.",
            Approved = "aprobată", Refused = "respinsă", Expired = "expirată fără răspuns", Withdrawn = "retrasă", Awaiting = "în așteptarea altora",
            YouApproved = "Ați aprobat această cerere.", YouRefused = "Ați respins această cerere.", Closed = "Cererea este închisă:", NotYours = "Nu puteți decide asupra acestei cereri.",
            SignInFirst = "Pentru această decizie linkul nu este suficient. Autentificați-vă ca persoana căreia i-a fost trimis, apoi decideți aici.", SignIn = "Autentificare",
        },
        new("pl")
        {
            Title = "Zatwierdzenie", What = "Przedmiot", Amount = "Kwota", Requester = "Wnioskuje", Deadline = "Odpowiedź przed", Kind = "Rodzaj",
            Reason = "Powód (wymagany przy odmowie)", Approve = "Zatwierdź", Refuse = "Odrzuć", ReasonMissing = "Podaj powód od 3 do 500 znaków.",
            Approved = "zatwierdzony", Refused = "odrzucony", Expired = "wygasł bez odpowiedzi", Withdrawn = "wycofany", Awaiting = "czeka na innych",
            YouApproved = "Wniosek został przez Ciebie zatwierdzony.", YouRefused = "Wniosek został przez Ciebie odrzucony.", Closed = "Wniosek jest zamknięty:", NotYours = "Nie możesz decydować o tym wniosku.",
            SignInFirst = "Do tej decyzji sam link nie wystarcza. Zaloguj się jako osoba, do której go wysłano, a potem zdecyduj tutaj.", SignIn = "Zaloguj się",
        },
    }.ToFrozenDictionary(words => words.Language, StringComparer.Ordinal);

    public required string Title { get; init; }

    public required string What { get; init; }

    public required string Amount { get; init; }

    public required string Requester { get; init; }

    public required string Deadline { get; init; }

    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public required string Approve { get; init; }

    public required string Refuse { get; init; }

    public required string ReasonMissing { get; init; }

    public required string Approved { get; init; }

    public required string Refused { get; init; }

    public required string Expired { get; init; }

    public required string Withdrawn { get; init; }

    public required string Awaiting { get; init; }

    public required string YouApproved { get; init; }

    public required string YouRefused { get; init; }

    public required string Closed { get; init; }

    public required string NotYours { get; init; }

    public required string SignInFirst { get; init; }

    public required string SignIn { get; init; }

    /// <summary>By language, it, ro, pl or en; English for any other.</summary>
    public static ApprovalWords Of(string language) => All.GetValueOrDefault(language) ?? All["en"];

    /// <summary>In the language of the tenant's country.</summary>
    public static ApprovalWords Of(Tenant tenant) => Of(tenant.Country.ToLowerInvariant());

    /// <summary>An instant on the tenant's wall clock: 2026-12-01 00:00 Europe/Rome.</summary>
    public static string DeadlineOf(Tenant tenant, DateTimeOffset due) => DeadlinePattern.Format(tenant.TimeAt(due));

    public string Outcome(ApprovalState state) => state switch
    {
        ApprovalState.Awaiting or ApprovalState.Escalated => Awaiting,
        ApprovalState.Approved or ApprovalState.NotNeeded => Approved,
        ApprovalState.Refused => Refused,
        ApprovalState.Expired => Expired,
        ApprovalState.Withdrawn => Withdrawn,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
