"""Causes in the policies of an organisation's Windows."""

from collections.abc import Iterator
from functools import partial

from addin.desktop.causes.cause import Cause, Finding, cannot_tell, ok, problem
from addin.desktop.windows import Places, Windows

CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
"""“Block all Office applications from creating child processes”."""
WIN32_CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
"""“Block Win32 API calls from Office macros”."""
_EXPLOIT_GUARD = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_RULES = (
    rf"HKLM\SOFTWARE\Policies\Microsoft\{_EXPLOIT_GUARD}",
    rf"HKLM\SOFTWARE\Microsoft\{_EXPLOIT_GUARD}",
)
_BY_DEVICE_MANAGEMENT = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Policy Manager"
_SAYS = {"1": "block", "2": "audit only", "6": "warn", "0": "off", "5": "not set"}
_STOPS = ("1", "6")
_CMD = r"HKCU\Software\Policies\Microsoft\Windows\System"


def _rule_settings(pc: Windows, rule: str) -> Iterator[str]:
    """What each place that may set an attack surface reduction rule says of it."""
    for key in _RULES:
        for name, value in pc.registry(key).items():
            if name.strip("{}").upper() == rule:
                yield str(value)
    listed = str(pc.registry(_BY_DEVICE_MANAGEMENT).get("ASRRules", ""))
    for each in listed.split("|"):
        name, _, value = each.partition("=")
        if name.strip("{} ").upper() == rule:
            yield value.strip()


def _rule(pc: Windows, _: Places, rule: str) -> Finding:
    found = list(_rule_settings(pc, rule))
    shown = ", ".join(_SAYS.get(value, value) for value in found)
    if any(value in _STOPS for value in found):
        return problem(f"rule {rule} is set to: {shown}")
    if found:
        return ok(f"rule {rule} is set to: {shown}")
    return ok(f"rule {rule} is set in none of the places where policies keep it")


def _command_prompt(pc: Windows, _: Places) -> Finding:
    disabled = pc.registry(_CMD).get("DisableCMD", 0)
    if disabled:
        return problem(f"the policy DisableCMD is {disabled}")
    done = pc.run(["cmd.exe", "/C", "exit 0"], 30)
    if done.code is None:
        return cannot_tell(f"cmd.exe did not start: {done.says}")
    return ok("cmd.exe starts") if done.code == 0 else problem(done.says or "it failed")


CAUSES = (
    Cause(
        "office-child-processes",
        "the attack surface reduction rule “Block all Office applications from "
        "creating child processes”",
        "Excel may not start Python, so no function and no button works. The command "
        "line does everything that the buttons do.",
        "Please exclude the Excel add-in “WPB” from the Defender rule “Block all "
        f"Office applications from creating child processes” ({CHILD_PROCESSES}): "
        "Excel starts cmd.exe, which starts "
        r"%LOCALAPPDATA%\wpb\environment\Scripts\pythonw.exe and nothing else.",
        partial(_rule, rule=CHILD_PROCESSES),
    ),
    Cause(
        "office-win32-calls",
        "the attack surface reduction rule “Block Win32 API calls from Office macros”",
        "The add-in’s own module calls Windows and is stopped; the templates call "
        "nothing of Windows. The command line does everything that the buttons do.",
        "Please exclude the file wpb.xlam from the Defender rule “Block Win32 API "
        f"calls from Office macros” ({WIN32_CALLS}): it loads the library of xlwings "
        "in the user’s profile. Its SHA-256 is in the list published with the product.",
        partial(_rule, rule=WIN32_CALLS),
    ),
    Cause(
        "command-prompt",
        "whether the command prompt (cmd.exe) may be started",
        "The add-in starts Python by cmd.exe: no function and no button works.",
        "Please allow cmd.exe to run for this user, or at least to start programs "
        "(policy “Prevent access to the command prompt”): the Excel add-in “WPB” "
        "starts Python by it.",
        _command_prompt,
    ),
)
