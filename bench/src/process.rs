//! Reads the figures of a process from the operating system (Linux: `/proc`).

use std::fs;
use std::io;

/// A process that is looked at from outside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    /// Resident memory, in MiB.
    pub(crate) fn memory(self) -> io::Result<f64> {
        self.status("VmRSS:")
    }

    /// The part of it that is of files, the program's own among them, in MiB: the system takes that back when it needs
    /// room.
    pub(crate) fn mapped(self) -> io::Result<f64> {
        self.status("RssFile:")
    }

    /// The most resident memory since the last [`Self::forget_peak`], in MiB.
    pub(crate) fn peak(self) -> io::Result<f64> {
        self.status("VmHWM:")
    }

    /// Begins to count the peak anew.
    pub(crate) fn forget_peak(self) -> io::Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.0), "5")
    }

    /// Processor time that it and its threads used so far, in seconds.
    pub(crate) fn cpu(self) -> io::Result<f64> {
        // Fields 14 and 15 of `proc_pid_stat(5)`, in hundredths; the first that is given here is the third.
        Ok(self.stat()?.iter().skip(11).take(2).sum::<f64>() / 100.0)
    }

    /// The same, of it and all its children, those that ended included.
    pub(crate) fn family_cpu(self) -> io::Result<f64> {
        // Fields 14 to 17: the last two are of children that it waited for.
        let mut sum = self.stat()?.iter().skip(11).take(4).sum::<f64>() / 100.0;
        for entry in fs::read_dir("/proc")? {
            let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse().ok()).map(Self) else { continue };
            // One that ends just now is counted with its parent.
            let Ok(stat) = process.stat() else { continue };
            if stat.get(1).is_some_and(|parent| *parent as u32 == self.0) {
                sum += stat.iter().skip(11).take(2).sum::<f64>() / 100.0;
            }
        }
        Ok(sum)
    }

    /// Returns the number of its open files and connections.
    pub(crate) fn files(self) -> io::Result<usize> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.0))?.count())
    }

    /// The fields of `proc_pid_stat(5)` from the third on; what is not a number is 0.
    fn stat(self) -> io::Result<Vec<f64>> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0))?;
        // The program's name may hold spaces and brackets; the numbers begin behind the last one.
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        Ok(fields.map(|field| field.parse().unwrap_or(0.0)).collect())
    }

    fn status(self, key: &str) -> io::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0))?;
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0).ok_or_else(|| io::Error::other(format!("process {} has no {key}", self.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_sees_itself() {
        let this = Process(std::process::id());
        this.forget_peak().unwrap();
        assert!(this.memory().unwrap() > this.mapped().unwrap() && this.mapped().unwrap() > 0.1 && this.peak().unwrap() > 0.1);
        let before = this.cpu().unwrap();
        let began = std::time::Instant::now();
        while began.elapsed().as_millis() < 100 {}
        assert!(this.cpu().unwrap() > before, "a tenth of a second is ten ticks");
        assert!(this.family_cpu().unwrap() >= before && this.files().unwrap() > 0);
    }
}
